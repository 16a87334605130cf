#pragma once

#include <cstdint>
#include <mutex>
#include <random>
#include <span>

namespace base {

/// Where randomness comes from. Passed in, so that tests are repeatable. Any thread may ask.
class Random {
  public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::uint8_t> bytes) = 0;
};

/// The kernel's generator.
class SystemRandom final : public Random {
  public:
    void fill(std::span<std::uint8_t> bytes) override;
};

/// The same bytes for the same seed, whichever thread gets which of them. For tests and pictures only.
class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed) : m_engine(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

  private:
    std::mutex m_mutex;
    std::mt19937_64 m_engine; ///< guarded by m_mutex
};

} // namespace base
