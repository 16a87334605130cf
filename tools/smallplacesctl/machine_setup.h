#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

/// Turns a machine into a kiosk, and back into what it was.
///
/// A kiosk starts smallplaces.service and no login on the first console, boots to it and to no desktop, and
/// its kernel keeps the console quiet, never blanks the screen, hides the cursor, and counts memory for the
/// service's limits. What was there before is kept under var/lib/smallplaces-setup: `before` holds the files
/// and links that were changed, `after` what they were changed to, `absent` the names of those that were not
/// there.
class MachineSetup {
  public:
    /// `root` is "/" but for tests and for the system on a card.
    explicit MachineSetup(std::filesystem::path root);

    /// Done again it changes nothing. Returns a sentence for each change. Fails when the kiosk is not
    /// installed there or a file cannot be written; then what was done so far can be undone.
    [[nodiscard]] base::Result<std::vector<std::string>> make_kiosk() const;
    /// Every file as it was, byte for byte. From the kernel's command line, when somebody has edited it
    /// since, only our own words are taken and theirs stay.
    [[nodiscard]] base::Result<std::vector<std::string>> undo() const;

  private:
    using Path = std::filesystem::path;
    [[nodiscard]] Path inside(const Path& path) const { return m_root / path.relative_path(); }
    [[nodiscard]] base::Status keep(const Path& path) const;
    [[nodiscard]] base::Result<bool> link(const Path& path, const Path& target) const;
    [[nodiscard]] base::Result<bool> set_kernel_words() const;
    [[nodiscard]] base::Result<std::string> bring_back(const Path& path) const;
    [[nodiscard]] base::Result<std::string> take_away(const Path& path) const;
    [[nodiscard]] Path unit() const;
    [[nodiscard]] Path kernel_line() const;

    Path m_root;
    Path m_state;
};

/// The kernel's command line with the words of a kiosk; one line, as the firmware reads it.
[[nodiscard]] std::string with_kiosk_words(const std::string& line);
/// The line without the words that `after` has and `before` has not, and with those of `before` that they
/// replaced.
[[nodiscard]] std::string without_kiosk_words(const std::string& line, const std::string& before);
