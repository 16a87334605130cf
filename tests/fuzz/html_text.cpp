// Whatever a page holds, its text comes out composed and its articles keep their numbers in range.
#include "content/build/html_text.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = content::parse_html_text({reinterpret_cast<const char*>(data), size});
    if (!text) return 0;
    for (const content::RawSection& article : text->articles) {
        if (article.number < -1) std::abort();
        for (const content::RawBlock& block : article.blocks) {
            if (block.point < 0) std::abort();
        }
    }
    return 0;
}
