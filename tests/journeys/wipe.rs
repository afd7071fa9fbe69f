//! However a visit ends, nothing of the person stays: not in the program's memory, on the page, in its fields, in the history, on a page
//! that the browser kept, or in storage. Leaving changes no storage at all.

use crate::{Engine, Journey};
use drive::browser::Pointer;
use drive::kiosk::SIGNATURE;
use drive::{Failure, Kiosk};
use inkseal_domain::ink::Ink;
use serde::{Deserialize, Serialize};
use serde_json::json;

const KNOWN: &str = include_str!("wipe.js");

/// What is still known, as `wipe.js` finds it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    pub memory: Vec<usize>,
    ink: usize,
    inks: Vec<String>,
    pub page: Vec<String>,
    looks: Vec<String>,
    pub found: Vec<String>,
    kept: Vec<(String, String)>,
}

/// Somebody at the kiosk, and by what they can be known.
struct Person<'a> {
    kiosk: &'a Kiosk,
    /// Name, number and helper; then, once it was drawn, the signature as it is kept and the beginning of its picture.
    words: Vec<String>,
    /// The first points of the signature, as the pad holds them.
    points: Vec<(u16, u16)>,
    /// What was kept when the person had given nothing yet.
    before: Vec<(String, String)>,
}

const NAME: &str = "Quetzal Zyx";
const NUMBER: &str = "QZ-73190";
const HELPER: &str = "Xanthe Qyq";
/// As many points as nobody else's ink has in the same places.
const POINTS: usize = 3;

impl<'a> Person<'a> {
    /// At the screen that asks for the name.
    async fn begins(kiosk: &'a Kiosk) -> Result<Self, Failure> {
        let welcome = kept(kiosk).await?;
        kiosk.browser.press(kiosk.text.common.language).await?;
        kiosk.browser.see(kiosk.text.name.title).await?;
        let before = kept(kiosk).await?;
        // The canary, a number by chance, is written before anything is known of a person.
        let fresh = before.iter().filter(|entry| !welcome.contains(entry)).map(|(place, _)| place.as_str());
        assert_eq!(fresh.collect::<Vec<_>>(), ["inkseal kv canary", "local inkseal.canary"]);
        Ok(Self { kiosk, words: [NAME, NUMBER, HELPER].map(str::to_owned).to_vec(), points: vec![], before })
    }

    /// From there to the pad, and a signature on it.
    async fn draws(&mut self) -> Journey {
        let (b, t) = (&self.kiosk.browser, self.kiosk.text);
        b.press(t.controls.contrast).await?;
        b.type_into("name", NAME).await?;
        b.type_into("number", NUMBER).await?;
        b.press(t.common.go_on).await?;
        b.press(t.consent.agree).await?;
        b.see(t.opening.kicker).await?;
        self.kiosk.read().await?;
        b.press(t.reference.have).await?;
        b.see(t.sign.check).await?;
        b.press(t.sign.helper).await?;
        b.press(t.sign.helper_read).await?;
        b.type_into("helper-name", HELPER).await?;
        b.draw(Pointer::Mouse, &SIGNATURE).await
    }

    /// From the pad to the check of everything, where the signature is seen as it will be kept.
    async fn checks(&mut self) -> Journey {
        let (b, t) = (&self.kiosk.browser, self.kiosk.text);
        b.press(t.sign.check).await?;
        b.see(t.check.lead).await?;
        let (text, ink) = self.known().await?.inks.iter().find_map(|run| ink_in(run)).ok_or("no ink in the memory")?;
        self.points = ink.strokes()[0].points.iter().take(POINTS).map(|point| (point.x, point.y)).collect();
        let path = "return document.querySelector('.check-mark path').getAttribute('d').slice(0, 40)";
        let path = b.js(path, vec![]).await?.as_str().unwrap_or_default().to_owned();
        self.words = vec![NAME.into(), NUMBER.into(), HELPER.into(), text, path];
        Ok(())
    }

    /// From the opening to "Recorded", where all that is known of the person is found.
    async fn is_recorded(&mut self) -> Journey {
        self.draws().await?;
        self.checks().await?;
        self.kiosk.browser.press(self.kiosk.text.check.finish).await?;
        self.kiosk.browser.see(self.kiosk.text.recorded.code).await?;
        self.is_found(&self.known().await?)
    }

    /// From the check back to the pad, which holds the same ink.
    async fn goes_back(&self) -> Journey {
        self.kiosk.browser.press(self.kiosk.text.common.back).await?;
        self.kiosk.browser.see(self.kiosk.text.sign.check).await?;
        let known = self.known().await?;
        assert!(known.ink > 0, "ink that is looked for would not be found");
        self.is_found(&known)
    }

    /// Whoever is there is found wherever it is looked afterwards.
    fn is_found(&self, known: &Known) -> Journey {
        let drawn = known.memory.iter().take(self.words.len() - 1);
        assert!(drawn.clone().all(|times| *times > 0), "{:?} would not be found: {:?}", self.words, known.memory);
        assert!(known.page.contains(&NAME.to_owned()), "{:?}", known.page);
        assert_eq!(known.looks, ["contrast"]);
        Ok(())
    }

    async fn known(&self) -> Result<Known, Failure> {
        known(self.kiosk, &self.words, &self.points).await
    }

    /// Nothing of the person is left. Ends on the welcome screen of a page that was opened anew.
    async fn is_gone(&self) -> Result<Vec<(String, String)>, Failure> {
        let (b, t) = (&self.kiosk.browser, self.kiosk.text);
        b.see(t.welcome.lead).await?;
        let kept = self.is_unknown("once it is over").await?;
        // A page that the browser kept as it was, or loads again with what stood in its fields.
        b.open(&format!("{}verify.html", self.kiosk.server.address())).await?;
        b.see(t.verify.lead).await?;
        b.go_back().await?;
        b.see(t.welcome.lead).await?;
        self.is_unknown("on the page that came back").await?;
        // Back may lead out of the kiosk; whatever it leads to, and the kiosk after it, say nothing.
        b.go_back().await?;
        assert!(!b.text().await?.contains(NAME));
        b.open(&self.kiosk.server.address()).await?;
        b.see(t.welcome.lead).await?;
        b.press(t.common.language).await?;
        b.see(t.name.title).await?;
        self.is_unknown("to the next person").await?;
        b.press(t.exits.leave).await?;
        b.see(t.welcome.lead).await?;
        Ok(kept)
    }

    async fn is_unknown(&self, when: &str) -> Result<Vec<(String, String)>, Failure> {
        let known = self.known().await?;
        let times: Vec<_> = self.words.iter().zip(&known.memory).filter(|(_, times)| **times > 0).collect();
        assert!(times.is_empty() && known.ink == 0, "{when}, in memory: {times:?}, ink {} times", known.ink);
        assert_eq!((known.page, known.looks, known.found), (vec![], vec![], vec![]), "{when}");
        Ok(known.kept)
    }
}

pub async fn known(kiosk: &Kiosk, words: &[impl Serialize], points: &[(u16, u16)]) -> Result<Known, Failure> {
    let found = kiosk.browser.js_async(KNOWN, vec![json!(words), json!(points)]).await?;
    serde_json::from_value(found.clone()).map_err(|error| format!("{error}: {found}"))
}

async fn kept(kiosk: &Kiosk) -> Result<Vec<(String, String)>, Failure> {
    Ok(known(kiosk, &[""; 0], &[]).await?.kept)
}

/// The signature in a run of letters that begins with one: what stands behind it in memory may look like letters too.
fn ink_in(run: &str) -> Option<(String, Ink)> {
    let shorter = (0..4).filter_map(|less| run.get(..run.len() - less));
    let inks = shorter.filter_map(|text| Some((text.to_owned(), Ink::decode(text).ok()?)));
    inks.filter(|(_, ink)| ink.strokes().len() == SIGNATURE.len()).max_by_key(|(text, _)| text.len())
}

/// The worker has taken in every file; from here on it keeps no more.
async fn in_service(engine: Engine) -> Result<Kiosk, Failure> {
    let (kiosk, _) = Kiosk::in_service(engine).await?;
    let ready = "const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true))";
    kiosk.browser.js_async(ready, vec![]).await?;
    Ok(kiosk)
}

pub async fn nothing_is_left_of_whoever_handed_over(engine: Engine) -> Journey {
    let kiosk = in_service(engine).await?;
    let mut person = Person::begins(&kiosk).await?;
    person.is_recorded().await?;
    kiosk.take_copy().await?;
    kiosk.hand_over().await?;
    assert_ne!(person.is_gone().await?, person.before, "a record was kept");
    Ok(())
}

pub async fn nothing_is_left_of_whoever_left_and_storage_is_as_it_was(engine: Engine) -> Journey {
    let kiosk = in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    for from_the_pad in [true, false] {
        let mut person = Person::begins(&kiosk).await?;
        person.draws().await?;
        person.checks().await?;
        person.is_found(&person.known().await?)?;
        if from_the_pad {
            person.goes_back().await?;
        }
        b.press(t.exits.leave).await?;
        b.press(t.exit.leave_keep).await?;
        b.see(t.welcome.left).await?;
        assert_eq!(person.is_gone().await?, person.before);
    }
    Ok(())
}

pub async fn nothing_is_left_of_whoever_was_silent_too_long(engine: Engine) -> Journey {
    let kiosk = in_service(engine).await?;
    let mut person = Person::begins(&kiosk).await?;
    person.draws().await?;
    person.checks().await?;
    person.goes_back().await?;
    silence(&kiosk).await?;
    assert_eq!(person.is_gone().await?, person.before);

    let mut person = Person::begins(&kiosk).await?;
    person.is_recorded().await?;
    silence(&kiosk).await?;
    assert_ne!(person.is_gone().await?, person.before, "a record was kept");
    Ok(())
}

/// Nobody answers the warning.
async fn silence(kiosk: &Kiosk) -> Journey {
    kiosk.browser.skip_time(121_000).await?;
    kiosk.browser.see(kiosk.text.idle.title).await?;
    kiosk.browser.skip_time(61_000).await?;
    kiosk.browser.see(kiosk.text.welcome.lead).await
}

pub async fn nothing_is_left_of_whoever_declined(engine: Engine) -> Journey {
    let kiosk = in_service(engine).await?;
    let (b, t) = (&kiosk.browser, kiosk.text);
    let mut person = Person::begins(&kiosk).await?;
    person.draws().await?;
    person.checks().await?;
    person.is_found(&person.known().await?)?;
    b.press(t.exits.decline).await?;
    b.press(t.exit.rather_not_say).await?;
    b.press(t.exit.decline_keep).await?;
    b.see(t.recorded.fact_declined).await?;
    kiosk.hand_over().await?;
    assert_ne!(person.is_gone().await?, person.before, "a record was kept");
    Ok(())
}
