//! A thief has the tablet, locked, and copies the browser's whole profile. They search its files, byte by byte, and open it in a browser of
//! their own and read all that the engine gives them.

use crate::locked::{HALF, NOTE, NUMBER, ROSTER, ROSTER_NUMBER, SIGNER, keys, pairs, take_over};
use crate::{Engine, Journey};
use aho_corasick::AhoCorasick;
use drive::{Failure, Kiosk};
use inkseal_domain::codec::{b64, unb64};
use serde::Deserialize;
use std::collections::BTreeSet;

const EVERYTHING: &str = include_str!("theft.js");
/// In the midst of a visit when the tablet goes.
const UNFINISHED: &str = "Jocasta Unbegun";
/// What stands in the clear, and says so: `docs/threat-model.md`.
const IN_THE_CLEAR: [&str; 2] = ["Front desk", "Room 12, 555 0100"];

/// How a private Ed25519 key begins in PKCS #8 (RFC 8410 §7).
const PRIVATE_KEY: [u8; 16] = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];

/// What the engine hands to a script on the kiosk's page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Everything {
    kept: Vec<(String, String)>,
    keys: Vec<(String, bool, Vec<String>)>,
}

/// What is looked for, in each form in which it may lie there, all at once.
struct Search {
    needles: AhoCorasick,
    /// Of each needle, which of the names it is a form of.
    of: Vec<usize>,
    names: Vec<String>,
}

impl Search {
    fn new(what: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let (names, what): (Vec<String>, Vec<Vec<u8>>) = what.into_iter().unzip();
        let forms =
            what.iter().enumerate().flat_map(|(at, bytes)| forms(bytes).into_iter().map(move |form| (at, form)));
        let (of, needles): (Vec<usize>, Vec<Vec<u8>>) = forms.filter(|(_, form)| form.len() >= 4).unzip();
        Self { needles: AhoCorasick::new(needles).unwrap(), of, names }
    }

    /// What of it stands in some bytes.
    fn found_in(&self, bytes: &[u8]) -> BTreeSet<&str> {
        let found = self.needles.find_overlapping_iter(bytes);
        found.map(|needle| self.names[self.of[needle.pattern().as_usize()]].as_str()).collect()
    }

    /// The same with all that is base64url in a text, and in what that decodes to, and so on.
    fn found_within(&self, text: &[u8]) -> BTreeSet<&str> {
        let mut found = self.found_in(text);
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        for part in text.split(|byte| !is_letter(byte)).filter(|part| part.len() >= 8) {
            let decoded = std::str::from_utf8(part).ok().and_then(unb64);
            found.extend(decoded.iter().flat_map(|decoded| self.found_within(decoded)));
        }
        found
    }
}

/// Bytes as they are, as UTF-16 of either order where they are words, and in base64 of both alphabets, once and twice, wherever the three
/// bytes to a group begin.
fn forms(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut plain = vec![bytes.to_vec()];
    if let Ok(words) = std::str::from_utf8(bytes) {
        plain.push(words.encode_utf16().flat_map(u16::to_le_bytes).collect());
        plain.push(words.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let once: Vec<Vec<u8>> = plain.iter().flat_map(|bytes| base64(bytes)).collect();
    let twice: Vec<Vec<u8>> = once.iter().flat_map(|text| base64(text)).collect();
    [plain, once, twice].concat()
}

/// The letters that are the same whatever stands around the bytes.
fn base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    let shifted = |shift: usize| {
        let letters = b64(&[&[0; 2][..shift], bytes].concat());
        let (first, end) = ((shift * 8).div_ceil(6), (shift + bytes.len()) * 8 / 6);
        letters.as_bytes()[first..end].to_vec()
    };
    let other = |letters: Vec<u8>| {
        letters.into_iter().map(|c| {
            if c == b'-' {
                b'+'
            } else if c == b'_' {
                b'/'
            } else {
                c
            }
        })
    };
    (0..3).map(shifted).flat_map(|letters| [letters.clone(), other(letters).collect()]).collect()
}

pub async fn a_copied_profile_gives_away_nothing_that_was_signed_written_or_typed(engine: Engine) -> Journey {
    let mut kiosk = Kiosk::open(engine).await?;
    let (t, address) = (kiosk.text, kiosk.server.address());
    let secret = kiosk.do_set_up().await?;
    let office = keys(&kiosk, &secret.passphrase).await?;
    kiosk.browser.press(t.admin.roster).await?;
    take_over(&kiosk).await?;
    kiosk.lock().await?;
    kiosk.begin_as(SIGNER, Some(NUMBER)).await?;
    kiosk.read_to_the_pad().await?;
    kiosk.browser.draw(drive::browser::Pointer::Mouse, &drive::kiosk::SIGNATURE).await?;
    let code = kiosk.finish().await?;
    kiosk.hand_over().await?;
    kiosk.unlock(&secret.passphrase).await?;
    kiosk.browser.press(t.admin.records).await?;
    kiosk.browser.press(&format!("{SIGNER} {NUMBER}")).await?;
    kiosk.browser.type_into("note", NOTE).await?;
    kiosk.browser.press(t.records.note_keep).await?;
    kiosk.browser.see(t.records.note_kept).await?;
    kiosk.browser.type_into("note", HALF).await?;
    kiosk.browser.session_noted("about:blank#first").await?;
    kiosk.lock().await?;
    kiosk.browser.press(t.common.language).await?;
    kiosk.browser.type_into("name", UNFINISHED).await?;
    kiosk.browser.session_noted("about:blank#second").await?;
    kiosk.browser.press(t.common.go_on).await?;
    kiosk.browser.see(t.consent.title).await?;
    kiosk.browser.cut()?;

    let words = [SIGNER, NUMBER, ROSTER, ROSTER_NUMBER, NOTE, HALF, UNFINISHED, &code].map(str::to_owned).to_vec();
    let words = [words, pairs(&secret.passphrase), pairs(&secret.kit)].concat();
    let words = words.into_iter().map(|words| (words.clone(), words.into_bytes()));
    let names = ["the administrator's key", "the office's root", "the office's reading key"].map(str::to_owned);
    let hidden = Search::new(words.chain(names.into_iter().zip(office)));
    let clear = Search::new(IN_THE_CLEAR.map(|words| (words.to_owned(), words.as_bytes().to_vec())));
    let kiosk_key = Search::new([("the kiosk's key".to_owned(), PRIVATE_KEY.to_vec())]);
    let (mut seen, mut given_away, mut holds_key) = (BTreeSet::new(), vec![], false);
    for file in kiosk.browser.profile_files() {
        let bytes = std::fs::read(&file).map_err(|error| error.to_string())?;
        given_away.extend(hidden.found_in(&bytes).into_iter().map(|what| (file.clone(), what)));
        seen.extend(clear.found_in(&bytes));
        holds_key |= !kiosk_key.found_in(&bytes).is_empty();
    }
    assert!(given_away.is_empty(), "{given_away:#?}");
    assert_eq!(seen, IN_THE_CLEAR.into(), "what stands there would not be found in the files");

    let thief = kiosk.browser.over_a_copy().await?;
    thief.open(&address).await?;
    thief.see(t.welcome.lead).await?;
    let told = everything(&thief).await?;
    let mut seen = BTreeSet::new();
    for (place, text) in &told.kept {
        let found = hidden.found_within(format!("{place}\n{text}").as_bytes());
        assert!(found.is_empty(), "{place}: {found:?}");
        seen.extend(clear.found_within(text.as_bytes()));
    }
    assert_eq!(seen, IN_THE_CLEAR.into(), "what stands there would not be found by a script");
    // Where the engine signs whole messages, the kiosk's key is its own, and it hands it to no script. Its files have it all the same, as the
    // threat model says; elsewhere it lies there as text.
    assert_eq!(holds_key, engine != Engine::WebKit);
    let key = match engine {
        Engine::Chromium | Engine::Firefox => ("private".to_owned(), false, vec![]),
        Engine::WebKit => ("software".to_owned(), true, vec!["text".to_owned()]),
    };
    assert_eq!(told.keys, [key]);
    Ok(())
}

async fn everything(browser: &drive::Browser) -> Result<Everything, Failure> {
    let told = browser.js_async(EVERYTHING, vec![]).await?;
    serde_json::from_value(told.clone()).map_err(|error| format!("{error}: {told}"))
}
