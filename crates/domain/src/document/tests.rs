#![allow(clippy::unwrap_used)]
use super::*;
use proptest::prelude::*;

/// A document of another kind: no quotation, no closing, two sections.
const NDA: &str = "---
kind: full
slug: sample-nda
version: 3.1
lang: en
title: Sample Non-Disclosure Agreement
issuer: Sample Office
---

# Sample Non-Disclosure Agreement

I agree:

## What is secret

1. I keep what I learn here to myself.

2. I ask when I am not sure.

## When & how it ends

1. One year after I leave.
2. Never, for what the law protects.

---

---

I have read this.

---

Signature

Date

Name
";

const REFERENCE: &str = "---
kind: by_reference
slug: sample-handbook
version: 1
lang: en
title: Sample Handbook
issuer: Sample Office
edition: May 2020
paper_copy: On the shelf.
---

# Sample Handbook

## In the office’s words

I have the handbook.
";

fn parse(text: &str) -> Result<Document, DocumentError> {
    Document::parse(text.as_bytes())
}

/// What the parser says after one replacement in the sample.
fn changed(from: &str, to: &str) -> DocumentError {
    assert_eq!(NDA.matches(from).count(), 1, "{from:?} stands once in the sample");
    parse(&NDA.replace(from, to)).unwrap_err()
}

#[test]
fn another_agreement_is_read_by_the_same_rules() {
    let document = parse(NDA).unwrap();
    assert_eq!(
        (document.slug.as_str(), document.version.as_str(), document.lang.as_str()),
        ("sample-nda", "3.1", "en")
    );
    assert_eq!(
        (document.title.as_str(), document.issuer.as_str()),
        ("Sample Non-Disclosure Agreement", "Sample Office")
    );
    assert_eq!(document.sha256, sha256(NDA.as_bytes()));
    assert_eq!(document.section_ids(), ["what-is-secret", "when-how-it-ends"]);
    let agreement = document.agreement().unwrap();
    assert_eq!((&agreement.quotation, agreement.opening.len(), agreement.closing.len()), (&None, 0, 0));
    assert_eq!(agreement.lead_in, "I agree:");
    let names: Vec<_> = agreement.sections.iter().flat_map(|s| &s.clauses).map(|c| c.id.as_str()).collect();
    assert_eq!(names, ["what-is-secret.1", "what-is-secret.2", "when-how-it-ends.1", "when-how-it-ends.2"]);
    assert_eq!(document.paragraphs().len(), 12);
    assert_eq!(document.statements()[0], Statement { id: "attestation".into(), sha256: sha256(b"I have read this.") });
    assert_eq!(document.shown().sha256, document.sha256);
}

#[test]
fn a_document_by_reference_says_where_it_is_and_what_is_acknowledged() {
    let document = parse(REFERENCE).unwrap();
    let reference = document.reference().unwrap();
    assert_eq!(reference.edition.as_deref(), Some("May 2020"));
    assert_eq!(reference.paper_copy, "On the shelf.");
    assert_eq!(document.statements()[0].id, "acknowledgement");
    assert_eq!(document.meaning(), "I have the handbook.");
    assert!(document.section_ids().is_empty());
    let unknown = parse(&REFERENCE.replace("May 2020", "unknown")).unwrap();
    assert_eq!(unknown.reference().unwrap().edition, None);
}

#[test]
fn a_quotation_may_have_a_source_or_none() {
    let with = |lines: &str| parse(&NDA.replace("I agree:", &format!("{lines}\n\nI agree:")));
    let quotation = |lines: &str| with(lines).unwrap().agreement().unwrap().quotation.clone().unwrap();
    assert_eq!(quotation("> “Words”"), Quotation { text: "“Words”".into(), source: None });
    assert_eq!(quotation("> “Words”\n>\n> Source").source.as_deref(), Some("Source"));
    for (wrong, line) in [(">", 12), ("> “Words”\n>", 15), ("> “Words”\n> more", 13), ("> “Words”\n\n> more", 14)]
    {
        assert!(matches!(with(wrong), Err(DocumentError::Expected { line: l, .. }) if l == line), "{wrong:?}");
    }
}

#[test]
fn one_byte_more_is_another_digest() {
    let spaced = NDA.replace("## When", "\n## When");
    let (a, b) = (parse(NDA).unwrap(), parse(&spaced).unwrap());
    assert_eq!(a.body, b.body);
    assert_ne!(a.sha256, b.sha256);
}

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let bytes = vec![0xFF; DOCUMENT_MAX_BYTES + 1];
    assert_eq!(Document::parse(&bytes), Err(DocumentError::TooLarge { bytes: DOCUMENT_MAX_BYTES + 1 }));
}

#[test]
fn bytes_that_are_not_utf8_are_refused_by_line() {
    assert_eq!(Document::parse(b"---\nkind: f\xFFull\n"), Err(DocumentError::NotUtf8 { line: 2 }));
}

#[test]
fn hidden_characters_are_refused_by_line_and_code() {
    for hidden in ['\r', '\t', '\0', '\u{202E}', '\u{2066}', '\u{200B}', '\u{FEFF}', '\u{2028}'] {
        let to = format!("I ask{hidden} when");
        assert_eq!(changed("I ask when", &to), DocumentError::Hidden { line: 18, code: hidden.into() });
    }
    assert!(matches!(parse(&format!("\u{FEFF}{NDA}")), Err(DocumentError::Hidden { line: 1, .. })));
    assert!(matches!(parse(&NDA.replace('\n', "\r\n")), Err(DocumentError::Hidden { line: 1, .. })));
}

#[test]
fn white_space_at_the_ends_of_a_line_is_refused() {
    assert_eq!(changed("I agree:", "I agree: "), DocumentError::Space { line: 12 });
    assert_eq!(changed("I agree:", "    I agree:"), DocumentError::Space { line: 12 });
    assert_eq!(changed("## What", "##  What"), DocumentError::Space { line: 14 });
}

#[test]
fn html_is_refused() {
    assert_eq!(changed("I ask when", "I ask <script>when"), DocumentError::Html { line: 18 });
    assert_eq!(changed("I ask when", "I ask <!-- when"), DocumentError::Html { line: 18 });
}

#[test]
fn links_and_images_are_refused() {
    for link in ["[I ask](x) when", "![I ask][x] when", "[I ask][x] when", "[x]: I ask when"] {
        assert_eq!(changed("I ask when", link), DocumentError::Link { line: 18 });
    }
}

#[test]
fn other_markup_is_refused() {
    for (text, mark) in [("I *agree*:", '*'), ("I `agree`:", '`'), ("I \\agree:", '\\'), ("I | agree:", '|')] {
        assert_eq!(changed("I agree:", text), DocumentError::Markup { line: 12, mark });
    }
    for (text, mark) in [
        ("### I", '#'),
        ("#I", '#'),
        (">I", '>'),
        ("- I", '-'),
        ("+ I", '+'),
        ("===", '='),
        ("> # I", '#'),
        ("1. - I", '-'),
    ] {
        assert_eq!(changed("I agree:", text), DocumentError::Markup { line: 12, mark });
    }
}

#[test]
fn front_matter_must_begin_and_end() {
    assert_eq!(parse(""), Err(DocumentError::FrontMatter { line: 1, expected: "first line ---" }));
    assert_eq!(parse("---\nkind: full\n"), Err(DocumentError::FrontMatter { line: 3, expected: "last line ---" }));
}

#[test]
fn front_matter_has_known_keys_once_each() {
    assert_eq!(changed("issuer: Sample", "isuer: Sample"), DocumentError::UnknownKey { line: 7 });
    assert_eq!(changed("issuer: Sample Office", "just words"), DocumentError::UnknownKey { line: 7 });
    assert_eq!(changed("issuer: Sample Office", "lang: es"), DocumentError::RepeatedKey { line: 7, key: "lang" });
    assert_eq!(changed("issuer: Sample Office\n", ""), DocumentError::MissingKey { line: 7, key: "issuer" });
    assert_eq!(changed("kind: full\n", ""), DocumentError::MissingKey { line: 7, key: "kind" });
    assert_eq!(
        changed("issuer: Sample", "edition: 2\nissuer: Sample"),
        DocumentError::MissingKey { line: 9, key: "edition" }
    );
}

#[test]
fn front_matter_values_have_their_form() {
    let long = "a".repeat(65);
    for slug in ["Sample", "a/b", "..", "-a", "a-", "a.b", "ä", &long] {
        assert_eq!(changed("sample-nda", slug), DocumentError::BadValue { line: 3, key: "slug" });
    }
    for version in ["..", ".1", "1.", "1/2", "V1"] {
        assert_eq!(changed("3.1", version), DocumentError::BadValue { line: 4, key: "version" });
    }
    for lang in ["english", "e", "EN", "en-", "en_US", "en-../x"] {
        assert_eq!(changed("lang: en", &format!("lang: {lang}")), DocumentError::BadValue { line: 5, key: "lang" });
    }
    assert_eq!(changed("kind: full", "kind: half"), DocumentError::BadValue { line: 2, key: "kind" });
    assert_eq!(changed("title: Sample", "title:  Sample"), DocumentError::BadValue { line: 6, key: "title" });
}

#[test]
fn the_title_is_the_one_of_the_front_matter() {
    assert_eq!(changed("# Sample Non", "# Another Non"), DocumentError::OtherTitle { line: 10 });
}

#[test]
fn a_missing_part_is_named_with_its_line() {
    let cases = [
        ("# Sample Non-Disclosure Agreement\n", "", 11, "the title"),
        ("I agree:\n", "", 13, "a paragraph that leads in to the sections"),
        (
            "## What is secret\n\n1. I keep what I learn here to myself.\n\n2. I ask when I am not sure.\n\n## When & how it ends\n\n1. One year after I leave.\n2. Never, for what the law protects.\n",
            "",
            15,
            "a section",
        ),
        ("1. One year after I leave.\n2. Never, for what the law protects.\n", "", 23, "clause 1"),
        ("---\n\n---\n\nI have", "---\n\nI have", 33, "a line ---"),
        ("I have read this.\n", "", 30, "the attestation"),
        ("Signature\n\nDate\n\nName\n", "", 33, "the line for the signature"),
        ("Date\n\nName\n", "", 35, "the line for the date"),
        ("Name\n", "", 37, "the line for the printed name"),
        ("Name\n", "Name\n\nMore\n", 39, "the end of the file"),
    ];
    for (from, to, line, expected) in cases {
        assert_eq!(changed(from, to), DocumentError::Expected { line, expected });
    }
}

#[test]
fn blocks_are_separated_by_blank_lines() {
    assert_eq!(changed("I agree:\n\n", "I agree:\n"), DocumentError::Unseparated { line: 13 });
    assert_eq!(changed("secret\n\n1.", "secret\n1."), DocumentError::Unseparated { line: 15 });
    assert_eq!(changed("I agree:", "I agree\nto this:"), DocumentError::Unseparated { line: 13 });
    assert_eq!(changed("---\n\n# ", "---\n# "), DocumentError::Unseparated { line: 9 });
}

#[test]
fn every_section_has_a_name_of_its_own() {
    assert_eq!(changed("## When & how it ends", "## What is: secret?"), DocumentError::Heading { line: 20 });
    assert_eq!(changed("## When & how it ends", "## …"), DocumentError::Heading { line: 20 });
}

#[test]
fn clauses_are_numbered_from_one_without_gaps() {
    assert_eq!(changed("2. Never", "3. Never"), DocumentError::ClauseNumber { line: 23, expected: 2 });
    assert_eq!(changed("1. One", "0. One"), DocumentError::ClauseNumber { line: 22, expected: 1 });
    assert!(matches!(changed("1. One", "01. One"), DocumentError::Unseparated { line: 23 }));
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Document::parse(&bytes);
    }

    #[test]
    fn no_lines_make_it_panic(lines in proptest::collection::vec(line(), 0..40)) {
        let _ = parse(&format!("{}{}", &NDA[..NDA.find("# ").unwrap()], lines.join("\n")));
        let _ = parse(&lines.join("\n"));
    }

    #[test]
    fn no_change_of_one_character_makes_it_panic(at in 0..NDA.len(), with in any::<char>()) {
        let _ = parse(&format!("{}{with}{}", &NDA[..at], &NDA[at + 1..]));
    }
}

/// A line that looks like a part of a document, or like none.
fn line() -> impl Strategy<Value = String> {
    let known =
        NDA.lines().chain(["> “Words”", ">", "> Source", "9999999999. x", "# ", "1. ", "##", "# #"]).map(str::to_owned);
    prop_oneof![3 => proptest::sample::select(known.collect::<Vec<_>>()), 1 => any::<String>()]
}
