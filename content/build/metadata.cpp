#include "content/build/metadata.h"

#include <nlohmann/json.hpp>

namespace content {
namespace {

/// The code becomes a file name: nothing but letters, digits, hyphen and underscore.
bool is_code(const std::string& code) {
    return !code.empty() &&
           code.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
               std::string::npos;
}

TextMetadata read_entry(const nlohmann::json& entry) {
    TextMetadata text;
    text.code = entry.at("code").get<std::string>();
    text.bcp47 = entry.at("bcp47").get<std::string>();
    text.english_name = entry.at("name").get<std::string>();
    text.right_to_left = entry.at("direction").get<std::string>() == "rtl";
    text.stage = entry.at("stage").get<int>();
    text.latitude = entry.at("latitude").get<double>();
    text.longitude = entry.at("longitude").get<double>();
    return text;
}

} // namespace

base::Result<std::vector<TextMetadata>> parse_metadata(std::string_view json) {
    try {
        std::vector<TextMetadata> texts;
        for (const auto& entry : nlohmann::json::parse(json)) {
            texts.push_back(read_entry(entry));
            if (!is_code(texts.back().code))
                return base::fail("the code \"" + texts.back().code + "\" is not allowed");
        }
        return texts;
    } catch (const nlohmann::json::exception& error) {
        return base::fail(error.what());
    }
}

} // namespace content
