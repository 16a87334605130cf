#include "platform/service/log.h"

#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

using service::Log;
using service::Priority;

namespace {

/// What is written to stderr while it lives goes into a file.
class CaughtStderr {
  public:
    CaughtStderr() : m_kept(::dup(STDERR_FILENO)) {
        const int file = ::mkstemp(m_name);
        ::dup2(file, STDERR_FILENO);
        ::close(file);
    }
    ~CaughtStderr() {
        ::dup2(m_kept, STDERR_FILENO);
        ::close(m_kept);
        std::filesystem::remove(m_name);
    }
    [[nodiscard]] std::string text() const {
        std::fflush(stderr);
        std::ifstream in(m_name);
        return {std::istreambuf_iterator<char>(in), {}};
    }

  private:
    int m_kept;
    char m_name[32] = "/tmp/log-test-XXXXXX";
};

} // namespace

TEST_CASE("without a journal, what matters is a plain line on stderr") {
    ::unsetenv("JOURNAL_STREAM");
    const CaughtStderr caught;
    const Log log;
    CHECK(!log.to_journal());
    log.write(Priority::info, "ready");
    log.write(Priority::notice, "the settings are odd", {{"SETTING", "languages"}});
    log.write(Priority::error, "two\nlines");
    CHECK(caught.text() == "smallplaces: the settings are odd\nsmallplaces: two lines\n");
}

TEST_CASE("who asks for all gets all") {
    ::unsetenv("JOURNAL_STREAM");
    const CaughtStderr caught;
    Log(Priority::info).write(Priority::info, "ready");
    CHECK(caught.text() == "smallplaces: ready\n");
}

TEST_CASE("a journal's name that is not that of our stderr is somebody else's") {
    ::setenv("JOURNAL_STREAM", "1:1", 1);
    CHECK(!Log().to_journal());
    ::unsetenv("JOURNAL_STREAM");
}

TEST_CASE("an entry is one line of a bounded length, cut between characters") {
    CHECK(service::as_line("a\tb\nc\x7f") == "a b c ");
    std::string accents = "x";
    for (int i = 0; i < 300; ++i)
        accents += "é"; // two bytes each: the 500th is the middle of one
    const std::string line = service::as_line(accents);
    CHECK(line.size() == 499);
    CHECK(line.substr(497) == "é");
}
