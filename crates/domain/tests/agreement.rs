//! The documents that come with the kiosk: word for word what their issuer wrote, and pinned.
#![allow(clippy::unwrap_used, missing_docs)]

use inkseal_domain::document::{Agreement, DocumentError, Entry, Index, Kind, Pack, PackError, Role, statement_digest};
use std::path::PathBuf;

/// The agreement's text as its issuer wrote it.
const SOURCE: &[u8] = include_bytes!("fixtures/agreement.txt");

fn read(path: &str) -> Option<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../public/documents");
    std::fs::read(folder.join(path)).ok()
}

fn index() -> Vec<u8> {
    read("index.json").unwrap()
}

fn pack() -> Pack {
    Pack::parse(&index(), read).unwrap()
}

fn agreement(pack: &Pack) -> &Agreement {
    pack.main("en").unwrap().agreement().unwrap()
}

#[test]
fn every_paragraph_is_the_source_byte_for_byte() {
    let pack = pack();
    let shown: Vec<String> = pack.main("en").unwrap().paragraphs().iter().map(ToString::to_string).collect();
    let source: Vec<&[u8]> = SOURCE.split(|b| *b == b'\n').filter(|line| !line.is_empty()).collect();
    assert_eq!(shown.len(), 44);
    assert_eq!(shown.iter().map(String::as_bytes).collect::<Vec<_>>(), source);
}

#[test]
fn six_sections_have_26_clauses() {
    let pack = pack();
    let sections = &agreement(&pack).sections;
    let counts: Vec<_> = sections.iter().map(|s| (s.heading.as_str(), s.id.as_str(), s.clauses.len())).collect();
    assert_eq!(
        counts,
        [
            ("Service Approach:", "service-approach", 5),
            ("Client Relationships:", "client-relationships", 7),
            ("Confidentiality:", "confidentiality", 2),
            ("Humility:", "humility", 4),
            ("Respect:", "respect", 4),
            ("Honesty & Integrity:", "honesty-integrity", 4),
        ]
    );
    assert_eq!(sections.iter().map(|s| s.clauses.len()).sum::<usize>(), 26);
}

#[test]
fn a_clause_is_named_after_its_section() {
    let pack = pack();
    let clause = &agreement(&pack).sections[2].clauses[1];
    assert_eq!((clause.id.as_str(), clause.number), ("confidentiality.2", 2));
    assert!(clause.text.starts_with("When first discussing confidentiality, I have a duty"));
}

#[test]
fn the_parts_around_the_sections_are_where_they_belong() {
    let pack = pack();
    let agreement = agreement(&pack);
    let quotation = agreement.quotation.as_ref().unwrap();
    assert!(quotation.text.starts_with('“') && quotation.text.ends_with('”'));
    assert_eq!(quotation.source.as_deref(), Some("~ SAMHSA Working Definition of Recovery, 2018."));
    assert_eq!(agreement.opening.len(), 2);
    assert_eq!(agreement.lead_in, "As a member of the Case Management Team, I agree to the following:");
    assert!(agreement.closing[0].starts_with("Violations of any") && agreement.closing[1].starts_with("Any questions"));
    assert_eq!(
        agreement.attestation,
        "I have received, read and understand the Case Management Ethical Guidelines and Code of Conduct Agreement."
    );
    let labels = [&agreement.signature_label, &agreement.date_label, &agreement.name_label];
    assert_eq!(labels, ["Signature of Case Management Employee", "Date", "Print Name: _____"]);
}

#[test]
fn published_versions_are_never_edited() {
    let pack = pack();
    let pinned: Vec<[String; 2]> =
        pack.documents.iter().map(|d| [d.sha256.to_string(), statement_digest(d.meaning()).to_string()]).collect();
    assert_eq!(
        pinned,
        [
            ["WW0a4BGmLQqqvNPZU5sidfPU_85CreUIU9R0tGzZ458", "5NapqhYe2v_offcq17IXOvGB8dnKfQR0bVfQfNZK7jU"],
            ["QnSbluORnyHKgNSeZeIN1HkGl_l8Ft8wgwAWCnF7cwk", "GUHBfuN0FERGo2gxFVUg1kehEMHjgHOWb-TJw1ac0PQ"],
        ]
    );
}

#[test]
fn the_second_document_is_named_and_acknowledged_in_the_offices_words() {
    let pack = pack();
    let [second] = pack.references("en")[..] else { panic!("one document by reference") };
    let reference = second.reference().unwrap();
    assert_eq!(reference.edition, None);
    assert!(reference.heading.contains("not part of the agreement"));
    assert!(reference.acknowledgement.contains(&second.title));
    assert!(agreement(&pack).opening[1].contains(&second.title), "the agreement asks for this very document");
    assert_eq!(second.paragraphs().last().unwrap().role, Role::Acknowledgement);
}

#[test]
fn a_language_without_its_own_text_gets_the_first() {
    let pack = pack();
    assert_eq!(pack.main("es"), pack.main("en"));
    let main = pack.main("en").unwrap();
    assert_eq!(pack.find(&main.slug, &main.version, "en"), Some(main));
    assert_eq!(pack.find(&main.slug, "1999-1", "en"), None);
}

#[test]
fn a_pack_without_a_file_names_it() {
    let path = Index::parse(&index()).unwrap().paths()[1].clone();
    let missing = Pack::parse(&index(), |p| if p == path { None } else { read(p) });
    assert_eq!(missing, Err(PackError::Missing { path }));
}

#[test]
fn a_damaged_file_is_named_with_its_line() {
    let path = Index::parse(&index()).unwrap().paths()[0].clone();
    let damaged = Pack::parse(&index(), |_| Some(b"---\nkind: full\nslug\n".to_vec()));
    assert_eq!(damaged, Err(PackError::Document { path, error: DocumentError::UnknownKey { line: 3 } }));
}

#[test]
fn a_file_in_the_wrong_place_is_refused() {
    let paths = Index::parse(&index()).unwrap().paths();
    let swapped = Pack::parse(&index(), |_| read(&paths[0]));
    assert_eq!(swapped, Err(PackError::Other { path: paths[1].clone() }));
}

#[test]
fn an_earlier_version_is_named_and_never_in_use() {
    let index = |earlier: &str| {
        let entry = format!(r#"{{"slug":"a","version":"2027-1","earlier":{earlier},"langs":["en"],"kind":"full"}}"#);
        Index::parse(format!(r#"{{"v":1,"issuer":"x","documents":[{entry}]}}"#).as_bytes())
    };
    let good = index(r#"["2026-2","2026-1"]"#).unwrap();
    assert_eq!(good.paths(), ["a/2027-1/en.md"]);
    assert_eq!(good.earlier_paths(), ["a/2026-2/en.md", "a/2026-1/en.md"]);
    for wrong in [r#"["../x"]"#, r#"["2027-1"]"#] {
        assert_eq!(index(wrong), Err(PackError::Name { slug: "a".into() }));
    }
}

#[test]
fn an_index_that_cant_be_read_is_refused() {
    assert!(matches!(Index::parse(b"{"), Err(PackError::Index(_))));
    assert!(matches!(Index::parse(br#"{"v":1,"issuer":"x","documents":[],"more":1}"#), Err(PackError::Index(_))));
    assert_eq!(Index::parse(br#"{"v":2,"issuer":"x","documents":[]}"#), Err(PackError::Version(2)));
}

#[test]
fn an_index_lists_one_document_to_read_and_no_document_twice() {
    let entry = |slug: &str, kind| Entry {
        slug: slug.into(),
        version: "1".into(),
        earlier: vec![],
        langs: vec!["en".into()],
        kind,
    };
    let parse = |entries: &[Entry]| Index::parse(&json(entries));
    assert!(parse(&[entry("a", Kind::Full), entry("b", Kind::ByReference)]).is_ok());
    assert_eq!(parse(&[]), Err(PackError::Choice { full: 0 }));
    assert_eq!(parse(&[entry("a", Kind::Full), entry("b", Kind::Full)]), Err(PackError::Choice { full: 2 }));
    assert_eq!(parse(&[entry("a", Kind::Full), entry("a", Kind::ByReference)]), Err(PackError::Choice { full: 1 }));
}

#[test]
fn no_name_in_an_index_leads_out_of_its_folder() {
    let entry = |slug: &str, version: &str, lang: &str| Entry {
        slug: slug.into(),
        version: version.into(),
        earlier: vec![],
        langs: vec![lang.into()],
        kind: Kind::Full,
    };
    for wrong in [entry("../a", "1", "en"), entry("a", "..", "en"), entry("a", "1", "../en"), entry("", "1", "en")] {
        assert_eq!(Index::parse(&json(std::slice::from_ref(&wrong))), Err(PackError::Name { slug: wrong.slug }));
    }
}

fn json(entries: &[Entry]) -> Vec<u8> {
    let entries: Vec<_> = entries
        .iter()
        .map(|e| serde_json::json!({ "slug": e.slug, "version": e.version, "langs": e.langs, "kind": e.kind }))
        .collect();
    serde_json::to_vec(&serde_json::json!({ "v": 1, "issuer": "Sample Office", "documents": entries })).unwrap()
}
