#include "platform/keyboard/pinyin_process.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sstream>
#include <string_view>
#include <sys/socket.h>
#include <sys/wait.h>

namespace keyboard {
namespace {

using std::chrono::steady_clock;

/// A Raspberry Pi decodes 39 letters in some milliseconds; a process that is silent for so long hangs.
constexpr std::chrono::milliseconds patience{1000};
constexpr std::size_t largest_answer = 64u << 10;

/// Closed in the child by the copy that standard input and output get, and on exec.
base::Result<std::pair<base::FileDescriptor, base::FileDescriptor>> socket_pair() {
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return base::fail_errno("open a socket for", "smallplaces-pinyin");
    return std::pair(base::FileDescriptor(ends[0]), base::FileDescriptor(ends[1]));
}

int spawn(const std::filesystem::path& program, int socket, pid_t& process) {
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, socket, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, socket, STDOUT_FILENO);
    // The assertion's message would go to the kiosk's log.
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::string name = program.string();
    char* arguments[] = {name.data(), nullptr};
    char* environment[] = {nullptr};
    const int failure = ::posix_spawn(&process, name.c_str(), &actions, nullptr, arguments, environment);
    ::posix_spawn_file_actions_destroy(&actions);
    return failure;
}

std::optional<std::size_t> number(std::string_view text) {
    std::size_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

} // namespace

base::Result<PinyinProcess> PinyinProcess::start(std::filesystem::path program) {
    PinyinProcess process(std::move(program));
    if (auto launched = process.launch(); !launched) return tl::make_unexpected(launched.error());
    // A first question: a missing dictionary shows now, not when a visitor types.
    const auto hello = process.decode("ni");
    if (!hello || hello->candidates.empty())
        return base::fail(fmt::format(
            "cannot start {}: it does not answer; is its dictionary missing (package libgooglepinyin0)?",
            process.m_program.string()));
    return process;
}

PinyinProcess::PinyinProcess(PinyinProcess&& other) noexcept
    : m_program(std::move(other.m_program)), m_socket(std::move(other.m_socket)),
      m_process(std::exchange(other.m_process, -1)) {}

PinyinProcess& PinyinProcess::operator=(PinyinProcess&& other) noexcept {
    std::swap(m_program, other.m_program);
    std::swap(m_socket, other.m_socket);
    std::swap(m_process, other.m_process);
    return *this;
}

PinyinProcess::~PinyinProcess() {
    stop();
}

base::Status PinyinProcess::launch() {
    auto sockets = socket_pair();
    if (!sockets) return tl::make_unexpected(sockets.error());
    if (const int failure = spawn(m_program, sockets->second.get(), m_process); failure != 0) {
        m_process = -1;
        errno = failure;
        return base::fail_errno("start", m_program);
    }
    m_socket = std::move(sockets->first);
    return {};
}

void PinyinProcess::stop() {
    m_socket = base::FileDescriptor();
    if (m_process <= 0) return;
    ::kill(m_process, SIGKILL);
    while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {
    }
    m_process = -1;
}

std::optional<std::string> PinyinProcess::read_answer() {
    std::string answer;
    const auto deadline = steady_clock::now() + patience;
    while (!answer.ends_with("\n\n") && answer != "\n") {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now()).count();
        pollfd waiting{.fd = m_socket.get(), .events = POLLIN, .revents = 0};
        if (left <= 0 || answer.size() > largest_answer) return std::nullopt;
        if (::poll(&waiting, 1, static_cast<int>(left)) <= 0) continue;
        char buffer[4096];
        const auto count = ::recv(m_socket.get(), buffer, sizeof buffer, 0);
        if (count == 0 || (count < 0 && errno != EINTR)) return std::nullopt;
        if (count > 0) answer.append(buffer, static_cast<std::size_t>(count));
    }
    return answer;
}

std::optional<std::vector<std::string>> PinyinProcess::ask(const std::string& question) {
    if (!m_socket && !launch()) return std::nullopt;
    const auto sent = ::send(m_socket.get(), question.data(), question.size(), MSG_NOSIGNAL);
    const auto answer = sent == static_cast<ssize_t>(question.size()) ? read_answer() : std::nullopt;
    if (!answer) {
        stop();
        return std::nullopt;
    }
    std::vector<std::string> lines;
    std::istringstream stream(*answer);
    for (std::string line; std::getline(stream, line) && !line.empty();)
        lines.push_back(line);
    return lines;
}

std::optional<Decoding> PinyinProcess::decode(const std::string& letters) {
    auto lines = ask("decode " + letters + "\n");
    if (!lines || lines->empty()) return std::nullopt;
    Decoding decoding;
    std::istringstream ends(lines->front());
    for (std::size_t end = 0; ends >> end;)
        decoding.syllable_ends.push_back(std::min(end, letters.size()));
    decoding.candidates.assign(lines->begin() + 1, lines->end());
    return decoding;
}

std::optional<std::size_t> PinyinProcess::letters_used(const std::string& letters, std::size_t candidate) {
    const auto lines = ask(fmt::format("choose {} {}\n", letters, candidate));
    if (!lines || lines->size() != 1) return std::nullopt;
    const auto used = number(lines->front());
    return used && *used > 0 && *used <= letters.size() ? used : std::nullopt;
}

} // namespace keyboard
