#pragma once

#include "platform/base/result.h"

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace bench {

/// Milliseconds of the machine's steady clock, with fractions.
[[nodiscard]] double now_ms();
/// Milliseconds of CPU this process has used, user and system.
[[nodiscard]] double cpu_ms();

/// A line that a process wrote to its standard output.
struct Line {
    std::string text;
    double since_fork_ms = 0;
    pid_t process = 0;
};

struct Ended {
    int status = 0; ///< exit status; 128 and the signal when one ended it
    double cpu_seconds = 0;
    double seconds = 0;
};

enum class Next { go_on, kill };

/// Runs a program to its end, handing on its lines as they come; `on_line` may have it killed. Its stderr is
/// ours.
[[nodiscard]] base::Result<Ended> run(const std::vector<std::string>& command,
                                      const std::function<Next(const Line&)>& on_line);

/// Proportional set size of a process and its children, MiB; 0 when it cannot be read.
[[nodiscard]] double pss_mib(pid_t process);

/// A new folder inside `parent`, removed with all in it at the end.
class ScratchFolder {
  public:
    [[nodiscard]] static base::Result<ScratchFolder> make(const std::filesystem::path& parent);
    ScratchFolder(ScratchFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}
    ScratchFolder& operator=(ScratchFolder&&) = delete;
    ~ScratchFolder();
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  private:
    explicit ScratchFolder(std::filesystem::path path) : m_path(std::move(path)) {}
    std::filesystem::path m_path;
};

} // namespace bench
