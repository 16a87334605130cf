#pragma once

#include "content/build/sources.h"
#include "content/model.h"

#include <string>
#include <vector>

namespace content {

/// Where a text's language is spoken, in degrees.
struct Place {
    bool known = false;
    double latitude = 0, longitude = 0;
};

/// Fills `interfaces` of each text: its own language; one that shares its writing; those of its region (ICU's
/// likely subtags, then the table). Where ICU knows no region: those its script suggests, else those of the
/// nearest text whose answer is known. English at the end. `places` go with `declarations`; `available`: the
/// tags of the catalogues there.
void choose_interfaces(std::vector<Declaration>& declarations, const std::vector<Place>& places,
                       const LanguageTable& languages, const std::vector<std::string>& available);

} // namespace content
