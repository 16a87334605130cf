#pragma once

#include <cstddef>
#include <pthread.h>

/// While it lives this process is given no new thread: each would need more address space than there is.
class NoThreads {
  public:
    NoThreads() {
        pthread_getattr_default_np(&m_before);
        pthread_attr_t greedy;
        pthread_attr_init(&greedy);
        pthread_attr_setstacksize(&greedy, static_cast<std::size_t>(1) << (sizeof(std::size_t) * 8 - 4));
        pthread_setattr_default_np(&greedy);
        pthread_attr_destroy(&greedy);
    }
    ~NoThreads() {
        pthread_setattr_default_np(&m_before);
        pthread_attr_destroy(&m_before);
    }
    NoThreads(const NoThreads&) = delete;
    NoThreads& operator=(const NoThreads&) = delete;

  private:
    pthread_attr_t m_before;
};
