#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace ui {

/// Keeps what was used last within a budget of bytes.
template <class Value>
class Cache {
  public:
    explicit Cache(std::size_t budget) : m_budget(budget) {}

    [[nodiscard]] Value* find(const std::string& key) {
        const auto found = m_index.find(key);
        if (found == m_index.end()) return nullptr;
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return &found->second->value;
    }
    Value& insert(const std::string& key, Value value, std::size_t bytes) {
        if (const auto known = m_index.find(key); known != m_index.end()) {
            m_bytes -= known->second->bytes;
            m_entries.erase(known->second);
        }
        m_entries.push_front({key, std::move(value), bytes});
        m_index[key] = m_entries.begin();
        m_bytes += bytes;
        return m_entries.front().value;
    }
    /// Between frames: forgets what was used longest ago until the budget holds.
    void trim() {
        while (m_bytes > m_budget && !m_entries.empty()) {
            m_bytes -= m_entries.back().bytes;
            m_index.erase(m_entries.back().key);
            m_entries.pop_back();
        }
    }
    void clear() {
        m_index.clear();
        m_entries.clear();
        m_bytes = 0;
    }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

  private:
    struct Entry {
        std::string key;
        Value value;
        std::size_t bytes;
    };
    std::size_t m_budget;
    std::size_t m_bytes = 0;
    std::list<Entry> m_entries;
    std::unordered_map<std::string, typename std::list<Entry>::iterator> m_index;
};

} // namespace ui
