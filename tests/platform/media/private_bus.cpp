#include "tests/platform/media/fake_udisks.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace fs = std::filesystem;

PrivateBus::PrivateBus(const fs::path& folder) {
    const fs::path socket = folder / "bus", settings = folder / "bus.conf";
    std::ofstream(settings) << "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration "
                               "1.0//EN\" \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
                               "<busconfig><type>session</type><listen>unix:path="
                            << socket.string()
                            << "</listen><policy context=\"default\"><allow send_destination=\"*\"/>"
                               "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>\n";
    m_daemon = ::fork();
    if (m_daemon == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGTERM); // a test that crashes leaves no daemon
        const int nowhere = ::open("/dev/null", O_RDWR);
        for (int stream = 0; stream < 3; ++stream)
            ::dup2(nowhere, stream);
        const std::string option = "--config-file=" + settings.string();
        ::execlp("dbus-daemon", "dbus-daemon", option.c_str(), "--nofork", "--nopidfile", nullptr);
        ::_exit(127);
    }
    for (int i = 0; i < 3000; ++i) {
        if (fs::exists(socket) && media::connect("unix:path=" + socket.string())) {
            m_address = "unix:path=" + socket.string();
            return;
        }
        if (::waitpid(m_daemon, nullptr, WNOHANG) == m_daemon) {
            m_daemon = -1;
            return;
        }
        ::usleep(10'000);
    }
}

PrivateBus::~PrivateBus() {
    if (m_daemon <= 0) return;
    ::kill(m_daemon, SIGTERM);
    ::waitpid(m_daemon, nullptr, 0);
}
