#pragma once

#include "platform/base/files.h"
#include "platform/base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace keyboard {

/// What the decoder makes of some letters.
struct Decoding {
    std::vector<std::size_t> syllable_ends; ///< in letters; the last is where the decoder stopped
    std::vector<std::string> candidates;    ///< UTF-8, best first
};

/// The program smallplaces-pinyin, asked over a pair of sockets. Its end is an answer of nothing, never a
/// signal.
class PinyinProcess {
  public:
    /// As many letters as the decoder takes at once.
    static constexpr std::size_t most_letters = 39;

    [[nodiscard]] static base::Result<PinyinProcess> start(std::filesystem::path program);
    PinyinProcess(PinyinProcess&& other) noexcept;
    PinyinProcess& operator=(PinyinProcess&& other) noexcept;
    PinyinProcess(const PinyinProcess&) = delete;
    PinyinProcess& operator=(const PinyinProcess&) = delete;
    ~PinyinProcess();

    /// Nothing when the decoder died of it or took too long; the next question starts it again.
    [[nodiscard]] std::optional<Decoding> decode(const std::string& letters);
    /// How many of `letters` the candidate uses up; nothing as above.
    [[nodiscard]] std::optional<std::size_t> letters_used(const std::string& letters, std::size_t candidate);

  private:
    explicit PinyinProcess(std::filesystem::path program) : m_program(std::move(program)) {}
    [[nodiscard]] base::Status launch();
    void stop();
    /// The lines of the answer, without the empty one that ends it.
    [[nodiscard]] std::optional<std::vector<std::string>> ask(const std::string& question);
    [[nodiscard]] std::optional<std::string> read_answer();

    std::filesystem::path m_program;
    base::FileDescriptor m_socket;
    pid_t m_process = -1;
};

} // namespace keyboard
