#pragma once

#include <glib-object.h>
#include <memory>

namespace text {

struct GObjectUnref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
/// Owns one reference of a GObject.
template <class T>
using GObjectPtr = std::unique_ptr<T, GObjectUnref>;

} // namespace text
