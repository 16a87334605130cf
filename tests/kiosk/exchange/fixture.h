#pragma once

#include "../ledger/fixture.h"
#include "kiosk/exchange/export.h"
#include "kiosk/exchange/labels.h"

#include <string>

/// A kiosk's data folder and a stick, both fresh folders.
struct Stand {
    TemporaryFolder data, stick;
    base::ManualClock clock{1'795'000'000'000};
    base::SeededRandom random;
    ledger::Ledger ledger;
    exchange::Labels labels{
        {{11, "Theme <eleven>"}}, {{"greet-a-neighbour", "Greet a neighbour"}}, {{"ar", "Arabic"}}};

    explicit Stand(int commitments = 0, std::uint64_t seed = 1)
        : random(seed), ledger(ledger::Ledger::open(data.path(), clock, random).value()) {
        for (int i = 0; i < commitments; ++i) {
            clock.advance_ms(60'000);
            REQUIRE(ledger.add(a_draft(i)));
        }
    }

    tl::expected<exchange::ExportResult, exchange::ExportError> run() {
        exchange::ExportProgress progress;
        return exchange::export_to(stick.path(), ledger, labels, clock, progress);
    }
};
