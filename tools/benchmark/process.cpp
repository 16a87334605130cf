#include "tools/benchmark/process.h"

#include "platform/base/files.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr int could_not_start = 127;

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

[[noreturn]] void become(const std::vector<std::string>& command, int output) {
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str())); // execvp promises not to write to them
    arguments.push_back(nullptr);
    ::dup2(output, STDOUT_FILENO);
    ::execvp(arguments.front(), arguments.data());
    std::perror(arguments.front());
    ::_exit(could_not_start);
}

void read_lines(int input, pid_t child, double start, const std::function<Next(const Line&)>& on_line) {
    std::string held;
    char buffer[4096];
    while (true) {
        const ssize_t count = ::read(input, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return;
        const double since = now_ms() - start;
        held.append(buffer, static_cast<std::size_t>(count));
        for (std::size_t end = held.find('\n'); end != std::string::npos; end = held.find('\n')) {
            const Line line{held.substr(0, end), since, child};
            held.erase(0, end + 1);
            if (on_line(line) == Next::kill) ::kill(child, SIGKILL);
        }
    }
}

} // namespace

double now_ms() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double, std::milli>(now).count();
}

double cpu_ms() {
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) * 1e3 + static_cast<double>(used.tv_nsec) / 1e6;
}

base::Result<Ended> run(const std::vector<std::string>& command,
                        const std::function<Next(const Line&)>& on_line) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) return base::fail_errno("make a pipe to", command.front());
    base::FileDescriptor input(ends[0]);
    base::FileDescriptor output(ends[1]);
    std::fflush(nullptr);
    const double start = now_ms();
    const pid_t child = ::fork();
    if (child < 0) return base::fail_errno("start", command.front());
    if (child == 0) become(command, output.get());
    output = base::FileDescriptor();
    read_lines(input.get(), child, start, on_line);
    int status = 0;
    rusage used{};
    while (::wait4(child, &status, 0, &used) < 0) {
        if (errno != EINTR) return base::fail_errno("wait for", command.front());
    }
    return Ended{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
                 seconds(used.ru_utime) + seconds(used.ru_stime), (now_ms() - start) / 1e3};
}

double pss_mib(pid_t process) {
    double kib = 0;
    std::ifstream rollup(fmt::format("/proc/{}/smaps_rollup", process));
    for (std::string line; std::getline(rollup, line);) {
        if (line.rfind("Pss:", 0) == 0) kib = std::strtod(line.c_str() + 4, nullptr);
    }
    double sum = kib / 1024;
    std::ifstream children(fmt::format("/proc/{0}/task/{0}/children", process));
    for (pid_t child = 0; children >> child;)
        sum += pss_mib(child);
    return sum;
}

base::Result<ScratchFolder> ScratchFolder::make(const std::filesystem::path& parent) {
    std::error_code error;
    std::filesystem::create_directories(parent, error);
    std::string name = (parent / "run-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) return base::fail_errno("make a folder in", parent);
    return ScratchFolder(name);
}

ScratchFolder::~ScratchFolder() {
    std::error_code error; // what is left behind is in the build folder
    if (!m_path.empty()) std::filesystem::remove_all(m_path, error);
}

} // namespace bench
