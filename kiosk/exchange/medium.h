#pragma once

#include "kiosk/exchange/export.h"
#include "kiosk/exchange/manifest.h"
#include "kiosk/exchange/sha256.h"
#include "platform/base/files.h"

#include <functional>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace exchange {

template <class T>
using Exported = tl::expected<T, ExportError>;

[[nodiscard]] tl::unexpected<ExportError> refuse(Refusal refusal, std::string detail);
/// By errno: full, read-only, removed or failed.
[[nodiscard]] tl::unexpected<ExportError> refuse_errno(std::string_view what,
                                                       const std::filesystem::path& path);

/// A file that is being written on the medium. Hashed on the machine's side, as it is written.
class MediumFile {
  public:
    MediumFile(base::FileDescriptor file, std::filesystem::path path, ExportProgress& progress)
        : m_file(std::move(file)), m_path(std::move(path)), m_progress(&progress) {}
    [[nodiscard]] Exported<void> write(std::string_view bytes);
    /// Syncs and closes; what it should read back as.
    [[nodiscard]] Exported<Manifest::File> finish();

  private:
    [[nodiscard]] Exported<void> flush();

    base::FileDescriptor m_file;
    std::filesystem::path m_path;
    ExportProgress* m_progress;
    std::string m_buffer;
    Sha256 m_hash;
    std::int64_t m_bytes = 0;
};

/// The folder that an export goes to and the one it makes there, both by open handles: when the stick is
/// pulled, nothing can land in the empty folder under its mount point.
class Medium {
  public:
    /// Fails with `removed` when what lies there is not the device that was mounted: a stick that was pulled
    /// leaves an empty folder under its mount point.
    [[nodiscard]] static Exported<Medium> open(const Root& root, ExportProgress& progress);

    /// Closes what was opened, so that the medium can be unmounted.
    void close();
    [[nodiscard]] bool is_open() const { return static_cast<bool>(m_target_handle); }
    /// Opens the target again, and the unfinished folder in it, wherever it is mounted now.
    [[nodiscard]] Exported<void> reopen(const Root& root);

    [[nodiscard]] Exported<std::int64_t> available_bytes() const;
    /// Fails with `removed` when the target's path no longer leads to the folder that was opened, and when
    /// cancelled.
    [[nodiscard]] Exported<void> check_present() const;

    /// Makes `name`.incomplete; false when either name is taken.
    [[nodiscard]] Exported<bool> make_folder(const std::string& name);
    [[nodiscard]] Exported<MediumFile> create(const std::string& name) const;
    /// Reads a file of the folder from the medium, not from memory where the kernel can tell apart, in
    /// pieces.
    [[nodiscard]] Exported<void> read(const std::string& name,
                                      const std::function<void(std::string_view)>& piece) const;
    [[nodiscard]] Exported<void> remove(const std::string& name) const;
    /// The folder's names, and then all that the file system holds back.
    [[nodiscard]] Exported<void> sync() const;
    /// Gives the folder its final name, never over another.
    [[nodiscard]] Exported<void> rename_to_final() const;
    [[nodiscard]] std::filesystem::path folder() const { return m_target / m_name; }

  private:
    [[nodiscard]] std::filesystem::path path_of(const std::string& name) const;

    std::filesystem::path m_target;
    base::FileDescriptor m_target_handle, m_folder_handle;
    std::string m_name; ///< the final one
    dev_t m_device = 0;
    ino_t m_inode = 0;
    ExportProgress* m_progress = nullptr;
};

} // namespace exchange
