#include "platform/base/files.h"

#include "tests/temporary_folder.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <pthread.h>
#include <string>
#include <sys/stat.h>
#include <thread>

namespace fs = std::filesystem;

namespace {

class Folder : public TemporaryFolder {
  public:
    [[nodiscard]] std::size_t count() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path()), fs::directory_iterator()));
    }
};

bool names(const base::Error& error, const fs::path& path, std::string_view reason) {
    return error.message.find(path.string()) != std::string::npos &&
           error.message.find(reason) != std::string::npos;
}

} // namespace

TEST_CASE("what is written durably is read back, zeros and megabytes alike, and nothing else is left") {
    const Folder folder;
    std::string large(3u << 20, 'x');
    large[70000] = '\0';
    for (const std::string& contents : {std::string(), std::string("one\0two", 7), large}) {
        REQUIRE(base::write_file_durably(folder / "file", contents).has_value());
        CHECK(base::read_file(folder / "file").value() == contents);
        CHECK(folder.count() == 1);
    }
}

TEST_CASE("a failed write leaves the old contents and names the file") {
    const Folder folder;
    REQUIRE(base::write_file_durably(folder / "file", "old").has_value());
    fs::create_directory(folder / "file.part"); // in the way of the temporary file
    const auto written = base::write_file_durably(folder / "file", "new");
    REQUIRE_FALSE(written.has_value());
    CHECK(names(written.error(), folder / "file", "directory"));
    CHECK(base::read_file(folder / "file").value() == "old");
}

TEST_CASE("writing where there is no folder, or over a folder, is an error") {
    const Folder folder;
    const auto nowhere = base::write_file_durably(folder / "missing/file", "x");
    REQUIRE_FALSE(nowhere.has_value());
    CHECK(names(nowhere.error(), folder / "missing/file", "No such file"));
    fs::create_directory(folder / "taken");
    CHECK_FALSE(base::write_file_durably(folder / "taken", "x").has_value());
    CHECK(fs::is_directory(folder / "taken"));
}

TEST_CASE("a full disk is an error" * doctest::skip(!fs::exists("/dev/full"))) {
    const Folder folder;
    fs::create_symlink("/dev/full", folder / "file.part");
    const auto written = base::write_file_durably(folder / "file", "x");
    REQUIRE_FALSE(written.has_value());
    CHECK(names(written.error(), folder / "file", "No space left"));
    CHECK(folder.count() == 0); // nor is the temporary file left behind
}

namespace {

/// Interrupts the thread that made it: `shower` sends signals whose handler does not restart system calls.
class Interruptions {
  public:
    Interruptions() {
        struct sigaction action {};
        action.sa_handler = [](int) {};
        REQUIRE(::sigaction(SIGUSR1, &action, &m_before) == 0);
    }
    ~Interruptions() { ::sigaction(SIGUSR1, &m_before, nullptr); }
    Interruptions(const Interruptions&) = delete;
    Interruptions& operator=(const Interruptions&) = delete;
    void shower() const {
        for (int i = 0; i < 5; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            ::pthread_kill(m_thread, SIGUSR1);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }

  private:
    pthread_t m_thread = ::pthread_self();
    struct sigaction m_before {};
};

} // namespace

TEST_CASE("a signal does not spoil a read that has to wait") {
    const Folder folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    const Interruptions interruptions;
    std::thread writer([&] {
        interruptions.shower(); // while it is being opened
        // Readable as well, so that this does not wait for a reader that gave up.
        std::fstream pipe(folder / "pipe", std::ios::in | std::ios::out);
        interruptions.shower(); // while it is being read
        pipe << "whole";
    });
    const auto read = base::read_file(folder / "pipe");
    writer.join();
    REQUIRE_MESSAGE(read.has_value(), read.error().message);
    CHECK(*read == "whole");
}

TEST_CASE("a signal does not spoil a write that has to wait") {
    const Folder folder;
    // A pipe in place of the temporary file: it can be made to wait, but not to sync.
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    fs::create_symlink(folder / "pipe", folder / "file.part");
    const Interruptions interruptions;
    const std::string contents(300'000, 'x');
    std::string arrived;
    std::thread reader([&] {
        std::ifstream pipe(folder / "pipe");
        interruptions.shower();
        arrived.assign(std::istreambuf_iterator<char>(pipe), {});
    });
    const auto written = base::write_file_durably(folder / "file", contents);
    reader.join();
    CHECK(arrived == contents);
    REQUIRE_FALSE(written.has_value());
    CHECK(names(written.error(), folder / "file", "cannot sync"));
}

TEST_CASE("what cannot be renamed into place leaves no temporary file") {
    const Folder folder;
    fs::create_directory(folder / "taken");
    CHECK_FALSE(base::write_file_durably(folder / "taken", "x").has_value());
    CHECK(folder.count() == 1);
}

TEST_CASE("what cannot be read is an error that names the file and the reason") {
    const Folder folder;
    const auto missing = base::read_file(folder / "missing");
    REQUIRE_FALSE(missing.has_value());
    CHECK(names(missing.error(), folder / "missing", "No such file"));
    fs::create_directory(folder / "sub");
    const auto directory = base::read_file(folder / "sub");
    REQUIRE_FALSE(directory.has_value());
    CHECK(names(directory.error(), folder / "sub", "directory"));
}

TEST_CASE("a file of exactly the limit is read, one byte more is refused") {
    const Folder folder;
    std::ofstream(folder / "file") << "12345";
    CHECK(base::read_file(folder / "file", 5).value() == "12345");
    const auto larger = base::read_file(folder / "file", 4);
    REQUIRE_FALSE(larger.has_value());
    CHECK(names(larger.error(), folder / "file", "larger than 4"));
    // Endless files end as well.
    CHECK_FALSE(base::read_file("/dev/zero", 1u << 20).has_value());
}

TEST_CASE("a folder is synced, what is no folder is an error") {
    const Folder folder;
    CHECK(base::sync_folder(folder / "").has_value());
    CHECK_FALSE(base::sync_folder(folder / "missing").has_value());
    std::ofstream(folder / "file") << "x";
    CHECK_FALSE(base::sync_folder(folder / "file").has_value());
}

TEST_CASE("a file descriptor is closed once, by its last owner") {
    int number = -1;
    {
        base::FileDescriptor first(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        REQUIRE(first);
        number = first.get();
        base::FileDescriptor second(std::move(first));
        base::FileDescriptor third;
        third = std::move(second);
        CHECK(third.get() == number);
        CHECK(::fcntl(number, F_GETFD) >= 0);
    }
    CHECK(::fcntl(number, F_GETFD) == -1);
}

TEST_CASE("what cannot be looked for is not missing: the error names it and the reason") {
    const Folder folder;
    CHECK(base::is_there(folder / "none").value() == false);
    CHECK(base::is_there(folder / "none" / "deeper").value() == false);
    REQUIRE(base::write_file_durably(folder / "file", "x"));
    CHECK(base::is_there(folder / "file").value());
    CHECK(base::is_there(folder / "").value());
    fs::create_symlink("loop", folder / "loop");
    const auto loop = base::is_there(folder / "loop");
    REQUIRE_FALSE(loop);
    CHECK(loop.error().message ==
          "cannot look for " + (folder / "loop").string() + ": Too many levels of symbolic links");
}
