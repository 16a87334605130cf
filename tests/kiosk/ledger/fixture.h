#pragma once

#include "kiosk/ledger/ledger.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

inline ledger::Draft a_draft(int number = 0) {
    ledger::Draft draft;
    draft.language = number % 3 == 0 ? "ar" : "en";
    draft.theme = 1 + number % 12;
    draft.article = number % 31;
    draft.kind = "ABC"[number % 3];
    draft.ready = number % 2 == 0 ? "greet-a-neighbour" : "";
    draft.words = "I will do number " + std::to_string(number);
    draft.when = "week";
    draft.due_utc_ms = 1'800'000'000'000;
    draft.who = "teacher";
    draft.age = "30to59";
    return draft;
}

inline std::string slurp(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

inline void spill(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

inline std::vector<ledger::Commitment> all_of(const ledger::Ledger& ledger) {
    std::vector<ledger::Commitment> all;
    REQUIRE(ledger.for_each([&](const ledger::Commitment& commitment) {
        all.push_back(commitment);
        return base::Status();
    }));
    return all;
}
