#pragma once

#include <cstdint>
#include <random>
#include <span>

namespace base {

/// Where randomness comes from. Passed in, so that tests are repeatable.
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

/// The same bytes for the same seed. For tests and pictures only.
class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed) : m_engine(seed) {}
    void fill(std::span<std::uint8_t> bytes) override;

  private:
    std::mt19937_64 m_engine;
};

} // namespace base
