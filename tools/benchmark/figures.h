#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// A row of the table. `aim` and `peer` (Chromium in kiosk mode doing the same job, measured by the same
/// rules on a machine of this size) are in `unit`.
struct Figure {
    std::string_view key;
    std::string_view what;
    std::string_view unit;
    std::optional<double> aim = std::nullopt;
    std::optional<double> peer = std::nullopt;
    bool more_is_better = false;
};
[[nodiscard]] std::span<const Figure> all_figures();

/// The values measured, by the figures' keys.
class Samples {
  public:
    void add(std::string_view key, double value) { m_values[std::string(key)].push_back(value); }
    /// From a line "KEY VALUE" of a child process; false when it is not one.
    bool add_line(const std::string& line);
    [[nodiscard]] const std::vector<double>* find(std::string_view key) const;

  private:
    std::map<std::string, std::vector<double>, std::less<>> m_values;
};

/// Of a copy; there must be at least one value.
[[nodiscard]] double median(std::vector<double> values);

/// Figures without a value are left out.
void print_table(std::ostream& out, const Samples& samples);
[[nodiscard]] base::Status write_json(const std::filesystem::path& file, const Samples& samples,
                                      std::string_view conditions);

} // namespace bench
