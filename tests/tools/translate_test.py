#!/usr/bin/env python3
"""A translator's way in: tools/translate makes a catalogue, keeps what is translated, and marks what the English changed."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv.pop(1))


def translated(catalogue, identifier, words):
    head, rest = catalogue.split(f'msgctxt "{identifier}"\n', 1)
    source, rest = rest.split('\nmsgstr ""', 1)
    return f'{head}msgctxt "{identifier}"\n{source}\nmsgstr "{words}"{rest}'


class Translate(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.place.name)
        shutil.copytree(ROOT / "content", self.root / "content")
        shutil.copytree(ROOT / "tools", self.root / "tools", ignore=shutil.ignore_patterns("*.cpp"))
        (self.root / "build/bin").mkdir(parents=True)
        (self.root / "build/bin/smallplacesctl").symlink_to(PROGRAM)
        (self.root / "build/content-sources").symlink_to(ROOT / "build/content-sources")
        self.catalogue = self.root / "content/po/it.po"

    def tearDown(self):
        self.place.cleanup()

    def translate(self, language="it"):
        return subprocess.run(["bash", self.root / "tools/translate", language], capture_output=True, text=True, check=False)

    def test_a_new_catalogue_has_every_message_and_no_words(self):
        done = self.translate()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("languages.toml", done.stdout)
        text = self.catalogue.read_text()
        self.assertIn("not yet read by a native speaker", text.split("msgid", 1)[0])
        self.assertIn("Plural-Forms: nplurals=2", text)
        self.assertIn('msgctxt "theme.11.body.1"', text)
        self.assertIn('msgctxt "nav.back"\nmsgid "Back"\nmsgstr ""', text)

    def test_words_stay_and_what_the_english_changed_is_marked(self):
        self.translate()
        text = translated(self.catalogue.read_text(), "nav.back", "Indietro")
        self.catalogue.write_text(translated(text, "attract.invite", "Tocca per iniziare"))
        english = self.root / "content/po/en.po"
        english.write_text(english.read_text().replace("Touch to begin", "Touch to start"))
        self.assertEqual(self.translate().returncode, 0)
        text = self.catalogue.read_text()
        self.assertIn('msgid "Back"\nmsgstr "Indietro"', text)
        before = text.split('msgctxt "attract.invite"\nmsgid "Touch to start"')[0]
        self.assertTrue(before.rstrip().splitlines()[-1].startswith("#| msgid"), before[-200:])
        self.assertIn("#, fuzzy", before[-200:])

    def test_what_is_wrong_is_told_for_a_listed_language(self):
        languages = self.root / "content/languages.toml"
        languages.write_text(languages.read_text().replace("interface = [", 'interface = [\n  { tag = "it", text = "ita" },'))
        self.translate()
        self.catalogue.write_text(translated(self.catalogue.read_text(), "nav.back", "Indietro " * 60))
        told = self.translate().stdout
        self.assertIn("interface it: 1 of ", told)
        self.assertIn("too long: nav.back", told)

    def test_no_language_and_english_are_refused(self):
        for language in ("../x", "en"):
            done = self.translate(language)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn("translate: ", done.stderr)


if __name__ == "__main__":
    unittest.main()
