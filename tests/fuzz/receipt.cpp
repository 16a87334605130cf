// A code that was understood is in its one written form: understood again, it is the same.
#include "kiosk/ledger/receipt.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto code = ledger::normalise_receipt({reinterpret_cast<const char*>(data), size});
    if (code && ledger::normalise_receipt(*code) != code) std::abort();
    return 0;
}
