#pragma once

#include "platform/base/files.h"
#include "platform/base/result.h"

#include <filesystem>
#include <optional>

namespace ledger {

/// The sign that one kiosk has a folder: an advisory lock (flock) on DIR/ledger.lock, gone with the process
/// however it ends.
class Lock {
  public:
    /// Nothing when another holds it after `patience_ms`; fails when the file cannot be made.
    [[nodiscard]] static base::Result<std::optional<Lock>> take(const std::filesystem::path& folder,
                                                                int patience_ms);

  private:
    explicit Lock(base::FileDescriptor file) : m_file(std::move(file)) {}
    base::FileDescriptor m_file;
};

} // namespace ledger
