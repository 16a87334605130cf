#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace base {

/// An expected failure: one sentence that says what was being done, to which file, and why it failed.
struct Error {
    std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(std::string message) {
    return tl::make_unexpected(Error{std::move(message)});
}

} // namespace base
