/// Compares the pictures of two folders by name. Usage: compare_pictures EXPECTED ACTUAL FAILURES
///
/// The software renderer draws the same to the last bit on one machine; another architecture rounds up to 2
/// of 255 apart. So no channel of any pixel may differ by more than `largest_difference`. Of a picture that
/// does, FAILURES gets the actual one and one of the difference: what agrees faded to grey, what does not in
/// red. Status 0: all alike.
#include "platform/base/files.h"
#include "platform/image/image.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

constexpr int largest_difference = 8;

struct Folders {
    fs::path expected;
    fs::path actual;
    fs::path failures;
};

base::Result<image::Image> read_picture(const fs::path& file) {
    return base::read_file(file).and_then(
        [&](const std::string& bytes) { return image::decode_png(bytes, file.string()); });
}

int farthest_channel(image::Argb a, image::Argb b) {
    int most = 0;
    for (const int shift : {16, 8, 0}) {
        const int first = static_cast<int>((a >> shift) & 0xFFu);
        const int second = static_cast<int>((b >> shift) & 0xFFu);
        most = std::max(most, std::abs(first - second));
    }
    return most;
}

image::Argb faded(image::Argb colour) {
    const unsigned grey =
        (((colour >> 16) & 0xFFu) + 2 * ((colour >> 8) & 0xFFu) + (colour & 0xFFu)) / 16 + 190;
    return 0xFF000000u | grey << 16 | grey << 8 | grey;
}

image::Image difference_picture(const image::Image& expected, const image::Image& actual) {
    constexpr image::Argb red = 0xFFD00000;
    image::Image result{actual.width, actual.height, {}};
    result.pixels.reserve(actual.pixels.size());
    for (std::size_t i = 0; i < actual.pixels.size(); ++i) {
        const bool apart = farthest_channel(expected.pixels[i], actual.pixels[i]) > largest_difference;
        result.pixels.push_back(apart ? red : faded(actual.pixels[i]));
    }
    return result;
}

/// Why the two are not alike; empty when they are.
base::Result<std::string> compare(const Folders& folders, const std::string& name) {
    if (!fs::exists(folders.expected / name))
        return std::string("there is no such golden picture: look at it and update");
    if (!fs::exists(folders.actual / name)) return std::string("it was not drawn");
    const auto expected = read_picture(folders.expected / name);
    if (!expected) return tl::make_unexpected(expected.error());
    const auto actual = read_picture(folders.actual / name);
    if (!actual) return tl::make_unexpected(actual.error());
    const image::Difference apart = image::difference(*expected, *actual);
    if (apart.same_size && apart.largest <= largest_difference) return std::string();
    if (!apart.same_size)
        return fmt::format("it is {} x {} instead of {} x {} pixels", actual->width, actual->height,
                           expected->width, expected->height);
    const std::string stem = fs::path(name).stem().string();
    const auto written = image::write_png(folders.failures / (stem + ".difference.png"),
                                          difference_picture(*expected, *actual));
    if (!written) return tl::make_unexpected(written.error());
    return fmt::format("a channel differs by {}, {:.3f} % of the pixels differ", apart.largest,
                       apart.share * 100);
}

std::set<std::string> picture_names(const Folders& folders) {
    std::set<std::string> names;
    for (const fs::path& folder : {folders.expected, folders.actual}) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(folder, error)) {
            if (entry.path().extension() == ".png") names.insert(entry.path().filename().string());
        }
    }
    return names;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: compare_pictures EXPECTED ACTUAL FAILURES\n");
        return 2;
    }
    const Folders folders{argv[1], argv[2], argv[3]};
    const std::set<std::string> names = picture_names(folders);
    std::error_code error;
    fs::create_directories(folders.failures, error);
    int wrong = 0;
    for (const std::string& name : names) {
        const auto answer = compare(folders, name);
        const std::string why = answer ? *answer : answer.error().message;
        if (why.empty()) continue;
        ++wrong;
        fmt::print("WRONG: {}: {}\n", name, why);
        fs::copy_file(folders.actual / name,
                      folders.failures / (fs::path(name).stem().string() + ".actual.png"),
                      fs::copy_options::overwrite_existing, error);
    }
    fmt::print("{} pictures compared, {} differ\n", names.size(), wrong);
    return wrong == 0 && !names.empty() ? 0 : 1;
}
