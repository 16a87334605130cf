#pragma once

#include "platform/base/files.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/// A service manager's socket, as systemd opens it, and the environment that it gives.
class Manager {
  public:
    explicit Manager(const std::string& watchdog_us) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string name = fmt::format("/smallplaces-notifier-test-{}", ::getpid());
        // An abstract name: no file to clean up.
        std::memcpy(address.sun_path + 1, name.data() + 1, name.size() - 1);
        const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
        REQUIRE(::bind(m_socket.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
        ::setenv("NOTIFY_SOCKET", ("@" + name.substr(1)).c_str(), 1);
        ::setenv("WATCHDOG_USEC", watchdog_us.c_str(), 1);
        ::setenv("WATCHDOG_PID", std::to_string(::getpid()).c_str(), 1);
    }
    ~Manager() {
        for (const char* name : {"NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"})
            ::unsetenv(name);
    }
    /// The next message; empty when there is none.
    [[nodiscard]] std::string hear() const {
        char buffer[1024];
        const ssize_t got = ::recv(m_socket.get(), buffer, sizeof buffer, MSG_DONTWAIT);
        return got < 0 ? std::string() : std::string(buffer, static_cast<std::size_t>(got));
    }

  private:
    base::FileDescriptor m_socket{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};
