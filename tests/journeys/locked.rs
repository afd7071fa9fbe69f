//! However an administrator goes, nothing of their work stays: not their words, not the office's keys, no name of a signer or of the roster. And
//! a page that nobody sees does not stay unlocked.

use crate::faults::Faulty;
use crate::wipe::{Known, known};
use crate::{Engine, Journey};
use drive::{Failure, Kiosk};
use inkseal_domain::codec::unb64;
use inkseal_domain::key_file::KeyFile;
use inkseal_domain::passphrase::{Wrapped, unwrap};
use inkseal_domain::store::Slot;
use serde_json::{Value, json};

pub const SIGNER: &str = "Quetzal Zyx";
pub const NUMBER: &str = "QZ-73190";
pub const ROSTER: &str = "Vlasta Wynn";
pub const ROSTER_NUMBER: &str = "VW-44719";
const LIST: &[u8] = b"Last name;First name;Employee ID\r\nWynn;Vlasta;VW-44719\r\nSample;Ana;4101\r\n";
pub const NOTE: &str = "Xylem brought papers";
/// Typed and not kept.
pub const HALF: &str = "Phlox half typed";
const SEARCHED: &str = "etzal Zy";

/// Every two words that stand beside each other. A single one stands in the list of words, which is in every kiosk.
pub fn pairs(words: &str) -> Vec<String> {
    let words: Vec<&str> = words.split(' ').collect();
    words.windows(2).map(|two| two.join(" ")).collect()
}

/// The private keys that a passphrase opens: the administrator's own, the office's root, its reading key.
pub async fn keys(kiosk: &Kiosk, passphrase: &str) -> Result<Vec<Vec<u8>>, Failure> {
    let cells = "return Object.keys(localStorage).filter((key) => key.startsWith('inkseal.slot.keys.')).map((key) => localStorage.getItem(key))";
    let cells = kiosk.browser.js(cells, vec![]).await?;
    let cells = cells.as_array().into_iter().flatten().filter_map(|cell| Slot::parse(cell.as_str()?).ok());
    let text = cells.max_by_key(|slot| slot.generation).ok_or("no key file")?.value;
    let words = |error: serde_json::Error| error.to_string();
    let payload = text.split('.').nth(1).and_then(unb64).ok_or("no key file")?;
    let payload: Value = serde_json::from_slice(&payload).map_err(words)?;
    let wrapped: Wrapped = serde_json::from_value(payload["administrators"][0]["wrapped"].clone()).map_err(words)?;
    let own = unwrap(&wrapped, passphrase).map_err(|error| error.to_string())?;
    let file = KeyFile::parse(&text).map_err(|error| error.to_string())?;
    let office = file.unlock("Sample Administrator", passphrase).map_err(|error| error.to_string())?.in_the_clear();
    Ok(vec![own.to_vec(), office[..32].to_vec(), office[32..].to_vec()])
}

/// A kiosk at which somebody signed, and what may be known of them and of whoever unlocks.
struct AtWork {
    kiosk: Kiosk,
    passphrase: String,
    /// What is on the screens of an administrator.
    shown: Vec<Value>,
    /// What is never seen, nor needed once the door is open: words, and the administrator's own key.
    words: Vec<Value>,
    /// The office's keys, with which an administrator works.
    keys: Vec<Value>,
}

impl AtWork {
    async fn begins(engine: Engine) -> Result<Self, Failure> {
        let kiosk = Kiosk::open(engine).await?;
        let secret = kiosk.do_set_up().await?;
        let words = pairs(&secret.passphrase).into_iter().chain(pairs(&secret.kit)).map(Value::from);
        let mut words: Vec<Value> = words.collect();
        let mut keys: Vec<Value> = keys(&kiosk, &secret.passphrase).await?.into_iter().map(Value::from).collect();
        words.push(keys.remove(0));
        let shown = [SIGNER, NUMBER, ROSTER, NOTE].map(Value::from).to_vec();
        let this = Self { kiosk, passphrase: secret.passphrase, shown, words, keys };
        this.is_let_go("once set-up is over").await?;
        let (b, t) = (&this.kiosk.browser, this.kiosk.text);
        b.press(t.admin.roster).await?;
        take_over(&this.kiosk).await?;
        this.kiosk.lock().await?;
        this.kiosk.begin_as(SIGNER, Some(NUMBER)).await?;
        this.kiosk.read_to_the_pad().await?;
        b.draw(drive::browser::Pointer::Mouse, &drive::kiosk::SIGNATURE).await?;
        this.kiosk.finish().await?;
        this.kiosk.hand_over().await?;
        Ok(this)
    }

    async fn known(&self, of: &[Value]) -> Result<Known, Failure> {
        known(&self.kiosk, of, &[]).await
    }

    /// The words that were typed, and what they opened on the way, are gone before anybody locks.
    async fn is_let_go(&self, when: &str) -> Journey {
        // What ran last leaves the stack once it has ended.
        self.kiosk.browser.js_async("setTimeout(arguments[0])", vec![]).await?;
        let known = self.known(&self.words).await?;
        assert!(known.memory.iter().all(|times| *times == 0), "{when}, in memory: {:?}", known.memory);
        assert_eq!((known.page, known.found), (vec![], vec![]), "{when}");
        Ok(())
    }

    /// Unlocks and goes through the screens: a list is narrowed, a record is open and printed, a note is half written.
    async fn works(&self, first: bool) -> Journey {
        let (b, t) = (&self.kiosk.browser, self.kiosk.text);
        self.kiosk.unlock(&self.passphrase).await?;
        self.is_let_go("once the door is open").await?;
        b.press(t.admin.roster).await?;
        b.see(ROSTER).await?;
        b.press(t.admin.records).await?;
        b.type_into("search", SEARCHED).await?;
        b.press(&format!("{SIGNER} {NUMBER}")).await?;
        b.see(t.records.print).await?;
        if first {
            b.type_into("note", NOTE).await?;
            b.press(t.records.note_keep).await?;
            b.see(t.records.note_kept).await?;
        }
        b.see(NOTE).await?;
        b.press(t.records.print).await?;
        b.type_into("note", HALF).await?;
        let known = self.known(&[self.shown.clone(), self.keys.clone()].concat()).await?;
        assert!(known.memory.iter().all(|times| *times > 0), "would not be found: {:?}", known.memory);
        assert_eq!(known.page, [SIGNER, NUMBER, NOTE], "what is looked for would not be found");
        let printed = "return document.querySelector('#print').textContent.includes(arguments[0])";
        assert_eq!(b.js(printed, vec![json!(SIGNER)]).await?, json!(true));
        Ok(())
    }

    /// Nothing is left, where the welcome screen stands.
    async fn is_gone(&self, when: &str) -> Journey {
        let (b, t) = (&self.kiosk.browser, self.kiosk.text);
        b.see(t.welcome.lead).await?;
        b.js_async("setTimeout(arguments[0])", vec![]).await?;
        self.is_unknown(when).await?;
        b.go_back().await?;
        b.open(&self.kiosk.server.address()).await?;
        b.see(t.welcome.lead).await?;
        self.is_unknown(when).await
    }

    async fn is_unknown(&self, when: &str) -> Journey {
        let half = [HALF, SEARCHED].map(Value::from);
        let all = [&self.shown[..], &self.words, &self.keys, &half].concat();
        let known = self.known(&all).await?;
        let left: Vec<_> = all.iter().zip(&known.memory).filter(|(_, times)| **times > 0).collect();
        assert!(left.is_empty(), "{when}, in memory: {left:?}");
        assert_eq!((known.page, known.found), (vec![], vec![]), "{when}");
        Ok(())
    }
}

/// Takes the list over, at the screen of the roster.
pub async fn take_over(kiosk: &Kiosk) -> Journey {
    let (b, t) = (&kiosk.browser, kiosk.text);
    kiosk.choose_list(LIST).await?;
    b.press(t.roster.take).await?;
    b.see(&inkseal::text::fill(t.roster.taken, &[("added", "2"), ("all", "2")])).await
}

/// Nobody can see the page, or somebody can again: what a page is told when its tab, its window or its screen goes.
const HIDE: &str = "const page = (window.wrappedJSObject ?? window).document; \
    Object.defineProperty(page, 'hidden', { configurable: true, value: arguments[0] }); document.dispatchEvent(new Event('visibilitychange'))";

async fn hide(kiosk: &Kiosk, hidden: bool) -> Journey {
    kiosk.browser.js(HIDE, vec![json!(hidden)]).await.map(drop)
}

/// Longer than a page may be out of sight.
const OUT_OF_SIGHT_MS: i64 = 61_000;

pub async fn however_an_administrator_goes_nothing_of_their_work_is_left(engine: Engine) -> Journey {
    let at_work = AtWork::begins(engine).await?;
    let (kiosk, b, t) = (&at_work.kiosk, &at_work.kiosk.browser, at_work.kiosk.text);
    at_work.works(true).await?;
    kiosk.lock().await?;
    at_work.is_gone("after Lock").await?;

    at_work.works(false).await?;
    b.skip_time(541_000).await?;
    b.see(t.idle.title).await?;
    b.skip_time(61_000).await?;
    at_work.is_gone("after silence").await?;

    at_work.works(false).await?;
    hide(kiosk, true).await?;
    b.skip_time(OUT_OF_SIGHT_MS).await?;
    b.see(t.welcome.lead).await?;
    at_work.is_unknown("out of sight").await?;
    hide(kiosk, false).await?;
    at_work.is_gone("back in sight").await
}

/// An engine that keeps a page as it was says so when the page is left, whether or not this one does.
const KEPT: &str =
    "window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })); return document.body.hidden";
const SHOWN_AGAIN: &str =
    "window.sameAsBefore = true; window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))";

pub async fn a_page_that_is_left_while_an_administrator_is_at_work_shows_and_holds_nothing(engine: Engine) -> Journey {
    let at_work = AtWork::begins(engine).await?;
    let (kiosk, b, t) = (&at_work.kiosk, &at_work.kiosk.browser, at_work.kiosk.text);
    at_work.works(true).await?;
    b.open(&format!("{}verify.html", kiosk.server.address())).await?;
    b.see(t.verify.lead).await?;
    b.go_back().await?;
    at_work.is_gone("after Back").await?;

    at_work.works(false).await?;
    assert_eq!(b.js(KEPT, vec![]).await?, json!(true));
    b.js_async("setTimeout(arguments[0])", vec![]).await?;
    at_work.is_unknown("on the page that is kept").await?;
    b.js(SHOWN_AGAIN, vec![]).await?;
    b.until("a page that was loaded anew", "return window.sameAsBefore === undefined", vec![]).await?;
    at_work.is_gone("on the page that is shown again").await
}

/// What the page itself opens above itself, as each engine tells the page that it does: a file picker, a save, the print dialogue.
const PICKER: &str = "const field = document.getElementById('roster-file'); field.addEventListener('click', (event) => event.preventDefault()); field.click()";

pub async fn a_page_out_of_sight_locks_after_a_minute_but_not_while_its_own_errand_hides_it(engine: Engine) -> Journey {
    let faulty = Faulty::set_up(engine).await?;
    let (kiosk, b, t) = (&faulty.kiosk, &faulty.kiosk.browser, faulty.kiosk.text);
    // A signer's tablet may go dark.
    kiosk.reach_the_pad(SIGNER).await?;
    out_of_sight(kiosk).await?;
    b.see(t.sign.check).await?;
    b.draw(drive::browser::Pointer::Mouse, &drive::kiosk::SIGNATURE).await?;
    kiosk.finish().await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    // Whoever typed half of their words and went leaves none of them.
    b.press(t.welcome.administrator).await?;
    b.type_into("passphrase", HALF).await?;
    hide(kiosk, true).await?;
    b.skip_time(OUT_OF_SIGHT_MS).await?;
    b.see(t.welcome.lead).await?;
    hide(kiosk, false).await?;
    assert_eq!(known(kiosk, &[HALF], &[]).await?.memory, [0]);

    kiosk.unlock(&faulty.passphrase).await?;
    hide(kiosk, true).await?;
    b.skip_time(50_000).await?;
    hide(kiosk, false).await?;
    b.see(t.overview.title).await?;
    b.press(t.admin.roster).await?;
    b.see(t.roster.none).await?;
    b.js(PICKER, vec![]).await?;
    out_of_sight(kiosk).await?;
    b.see(t.roster.none).await?;
    b.press(t.admin.records).await?;
    b.press(SIGNER).await?;
    b.press(t.records.print).await?;
    out_of_sight(kiosk).await?;
    b.press(t.records.save).await?;
    out_of_sight(kiosk).await?;
    b.see(t.records.note_keep).await?;

    // A file that is being made is finished in the dark; then the minute begins.
    b.press(t.admin.export).await?;
    b.see(t.export.what).await?;
    faulty.set("journal-held").await?;
    b.press(t.export.make).await?;
    hide(kiosk, true).await?;
    b.skip_time(OUT_OF_SIGHT_MS).await?;
    b.skip_time(0).await?;
    faulty.set("").await?;
    b.see(t.export.check_title).await?;
    b.downloaded(".jws.json").await?;
    Ok(())
}

/// Out of sight for longer than a minute, and back.
async fn out_of_sight(kiosk: &Kiosk) -> Journey {
    hide(kiosk, true).await?;
    kiosk.browser.skip_time(OUT_OF_SIGHT_MS).await?;
    // The page looks twice a second.
    kiosk.browser.skip_time(0).await?;
    hide(kiosk, false).await
}

/// Words that are on the screen, two by two, as they are found in memory.
async fn shown(kiosk: &Kiosk) -> Result<(String, Vec<String>), Failure> {
    let words = kiosk.shown_words().await?;
    let pairs = pairs(&words);
    assert!(known(kiosk, &pairs, &[]).await?.memory.iter().all(|times| *times > 0), "{words} would not be found");
    Ok((words, pairs))
}

async fn are_gone(kiosk: &Kiosk, pairs: &[String], when: &str) -> Journey {
    let left = known(kiosk, pairs, &[]).await?;
    assert!(left.memory.iter().all(|times| *times == 0), "{when}, in memory: {:?}", left.memory);
    assert_eq!((left.page, left.found), (vec![], vec![]), "{when}");
    Ok(())
}

/// New words for somebody else, in the settings: typed or left, they stay nowhere. Nor do those of a locked file.
pub async fn new_words_leave_the_memory_once_they_are_used_or_left(engine: Engine) -> Journey {
    let (kiosk, _) = Kiosk::set_up(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    b.press(t.admin.settings).await?;
    for is_used in [false, true] {
        b.press(t.settings.people_add).await?;
        b.type_into("person", ROSTER).await?;
        b.press(t.common.go_on).await?;
        b.see(t.set_up.phrase_done).await?;
        let (words, pairs) = shown(&kiosk).await?;
        if is_used {
            b.press(t.set_up.phrase_done).await?;
            b.type_into("people-words", &words).await?;
            b.press(t.settings.people_add).await?;
            b.see(&inkseal::text::fill(t.settings.people_added, &[("name", ROSTER)])).await?;
        } else {
            b.press(t.common.back).await?;
            b.see(t.settings.people_add).await?;
        }
        are_gone(&kiosk, &pairs, if is_used { "used" } else { "left" }).await?;
    }
    b.press(t.admin.export).await?;
    b.press(t.export.lock).await?;
    b.press(t.export.make).await?;
    b.see(t.export.lock_words).await?;
    b.focused("#check-file").await?;
    let (_, pairs) = shown(&kiosk).await?;
    b.press(t.export.later).await?;
    b.see(t.export.what).await?;
    are_gone(&kiosk, &pairs, "of a locked file").await
}
