#pragma once

#include <sodium.h>
#include <string>
#include <string_view>

namespace exchange {

/// SHA-256 of bytes that come in pieces.
class Sha256 {
  public:
    Sha256() { crypto_hash_sha256_init(&m_state); }
    void add(std::string_view bytes);
    /// 64 hex digits in lower case. Ends it.
    [[nodiscard]] std::string finish();

  private:
    crypto_hash_sha256_state m_state{};
};

[[nodiscard]] std::string sha256(std::string_view bytes);

} // namespace exchange
