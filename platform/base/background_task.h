#pragma once

#include "platform/base/result.h"

#include <cassert>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace base {

/// Work that a loop must not wait for, in a thread of its own, one piece at a time. One thread owns it,
/// begins the work and collects what came of it. Destroying it waits until the work has ended: so it is
/// declared after all that the work uses, and work that may take long is told to end before.
template <class Outcome>
class BackgroundTask {
  public:
    /// `wake` is called from the work's thread when there is something to collect. It must not wait for the
    /// owner.
    explicit BackgroundTask(std::function<void()> wake) : m_wake(std::move(wake)) {}
    ~BackgroundTask() {
        if (m_thread.joinable()) m_thread.join();
    }
    BackgroundTask(const BackgroundTask&) = delete;
    BackgroundTask& operator=(const BackgroundTask&) = delete;

    /// Only while none is running. Fails when the machine has no thread to give; then nothing was begun.
    [[nodiscard]] Status begin(std::function<Outcome()> work) {
        assert(!m_running);
        try {
            m_thread = std::thread([this, work = std::move(work)] { run(work); });
        } catch (const std::system_error& error) {
            return fail("cannot start a thread: " + error.code().message());
        }
        m_running = true;
        return {};
    }
    /// Begun, and what came of it is not collected yet.
    [[nodiscard]] bool running() const { return m_running; }
    /// What came of it, once; nothing while it lasts.
    [[nodiscard]] std::optional<Outcome> collect() {
        std::optional<Outcome> outcome;
        {
            const std::lock_guard lock(m_mutex);
            outcome.swap(m_outcome);
        }
        if (!outcome) return outcome;
        m_thread.join();
        m_running = false;
        return outcome;
    }

  private:
    void run(const std::function<Outcome()>& work) {
        Outcome outcome = work();
        {
            const std::lock_guard lock(m_mutex);
            m_outcome = std::move(outcome);
        }
        m_wake();
    }

    std::function<void()> m_wake;
    std::thread m_thread;
    bool m_running = false; ///< the owner's
    std::mutex m_mutex;
    std::optional<Outcome> m_outcome; ///< guarded by m_mutex
};

} // namespace base
