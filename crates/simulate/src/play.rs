//! Plays a history on a tablet and watches what must always be true.

use crate::check;
use crate::defect::Defect;
use crate::history::Step;
use crate::standing::{Ends, Place, Standing, standing};
use crate::tablet::Tablet;
use crate::turns::{Work, run};
use inkseal_domain::setup::{SLOT_BEFORE, SLOT_CERTIFICATE, SLOT_KEYS, SLOT_SETTINGS};
use inkseal_domain::store::faulty::{Fault, flip};
use inkseal_domain::store::{Chain, Entry, Key, Side, Slot};
use std::collections::BTreeMap;

/// What the media themselves destroyed, so that nobody can be asked for it.
#[derive(Debug, Default)]
pub struct Harm {
    /// Something was altered, emptied or written wrongly at all.
    pub any: bool,
    /// Records of which no good copy was left, by hash, with the places where they stood.
    pub lost: Standing,
    /// Altered bytes that must be kept.
    pub altered: Vec<Altered>,
    /// A copy of the settings was altered or deleted.
    pub settings: bool,
}

/// A record's copy that was altered.
#[derive(Debug)]
pub struct Altered {
    /// In which chain.
    pub chain: u8,
    /// On which side.
    pub side: Side,
    /// Under which key.
    pub key: Key,
    /// What stands there now.
    pub text: String,
}

/// What came of a history without a violation.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// How many people were told "Recorded".
    pub told: u64,
    /// Crashes.
    pub cuts: u64,
    /// Batches given out.
    pub batches: u64,
    /// Records that the media themselves destroyed, and that were reported.
    pub reported: u64,
    /// Refusals by their words, and how often.
    pub refusals: BTreeMap<String, u64>,
}

/// Plays it. What must never be, in words, where it happened.
///
/// # Errors
/// The first violation.
pub fn play(history: &[Step], defect: Option<Defect>) -> Result<Outcome, String> {
    let tablet = Tablet::new(defect);
    let mut harm = Harm::default();
    let mut cuts = 0;
    for (at, step) in history.iter().enumerate() {
        cuts += u64::from(take(&tablet, &mut harm, *step));
        always(&tablet).map_err(|what| format!("step {}, {step:?}: {what}", at + 1))?;
    }
    check::at_the_end(&tablet, &harm)?;
    let people = tablet.people.into_inner();
    Ok(Outcome {
        told: people.told.len() as u64,
        cuts,
        batches: people.given.len() as u64,
        reported: harm.lost.len() as u64,
        refusals: people.refusals,
    })
}

/// Takes one step. Returns whether the tablet crashed in it.
fn take(tablet: &Tablet, harm: &mut Harm, step: Step) -> bool {
    match step {
        Step::Do(tab, act) => drop(run(vec![Box::pin(tablet.act(tab, act))], 0, None)),
        Step::Both(one, other, order) => {
            // Start-up and unlocking are for one tab at a time: the tab's lock sees to that.
            let acts = [(0, one), (1, other)];
            for (tab, act) in acts {
                let first = async move { drop(tablet.page(tab, act.is_administrators()).await) };
                run(vec![Box::pin(first)], 0, None);
            }
            let before = tablet.serial();
            let ready = acts.into_iter().filter(|(tab, act)| tablet.is_ready(*tab, act.is_administrators()));
            let works = ready.map(|(tab, act)| -> Work { Box::pin(tablet.act(tab, act)) });
            run(works.collect(), order, None);
            // Of two settings saved at once, either may stand.
            let mut people = tablet.people.borrow_mut();
            people.setting = people.setting.min(before + 1);
        }
        Step::Cut { tab, act, turns, lands } => {
            let ended = run(vec![Box::pin(tablet.act(tab, act))], 0, Some(turns));
            off(tablet, lands);
            return !ended;
        }
        Step::Restart => restart(tablet),
        Step::Flush(count) => tablet.disk.flush(count),
        Step::Fault(tab, side, call, fault) => {
            harm.any |= matches!(fault, Fault::Flip(_) | Fault::Cut(_));
            tablet.add_fault(tab, side, call, fault);
        }
        Step::Hang => tablet.disk.hang_next(),
        Step::Rot(side, nth, cut) => rot(tablet, harm, side, nth, cut),
        Step::Clear(side) => clear(tablet, harm, side),
        Step::LoseKey => {
            off(tablet, false);
            tablet.key.set(None);
        }
        Step::Room(spare) => tablet.disk.limit(spare),
        Step::Clock(minutes) => tablet.clock_off_min.set(tablet.clock_off_min.get() + i64::from(minutes)),
        Step::NewDocument => {
            restart(tablet);
            tablet.document.set(tablet.document.get() + 1);
        }
        Step::NewProgram => {
            restart(tablet);
            tablet.program.set(tablet.program.get() + 1);
        }
    }
    false
}

fn restart(tablet: &Tablet) {
    tablet.close_pages();
    tablet.disk.close();
}

fn off(tablet: &Tablet, lands: bool) {
    tablet.close_pages();
    tablet.disk.crash(lands);
}

fn rot(tablet: &Tablet, harm: &mut Harm, side: Side, nth: usize, cut: bool) {
    off(tablet, false);
    let on_disk = tablet.disk.on_disk(side);
    let values: Vec<(&String, &String)> = on_disk
        .iter()
        .filter(|(key, text)| !matches!(Key::parse(key), Key::Ballast | Key::Canary) && !text.is_empty())
        .collect();
    if values.is_empty() {
        return;
    }
    let (name, text) = values[nth % values.len()];
    let altered = if cut { text[..text.len() / 2].to_owned() } else { flip(text) };
    destroy(tablet, harm, || tablet.disk.alter(side, name, Some(&altered)));
    let key = Key::parse(name);
    harm.settings |= matches!(&key, Key::Slot(slot, _) if slot == SLOT_SETTINGS);
    harm.altered.retain(|kept| !(kept.side == side && kept.key == key) && kept.text != *text);
    if matches!(key, Key::Record(_)) {
        harm.altered.push(Altered { chain: tablet.chain.get(), side, key, text: altered });
    }
}

fn clear(tablet: &Tablet, harm: &mut Harm, side: Side) {
    off(tablet, false);
    // What has nothing beside it is gone without a trace, and no program can know.
    if !has_chain(tablet, other(side)) {
        return;
    }
    destroy(tablet, harm, || tablet.disk.clear(side));
    harm.settings = true;
    // What lay in quarantine there is gone too; what nobody has looked at since is still where it was.
    let left = tablet.disk.on_disk(other(side));
    harm.altered.retain(|kept| kept.side != side && left.values().any(|text| *text == kept.text));
    if side == Side::Journal {
        tablet.key.set(None);
    }
}

fn other(side: Side) -> Side {
    match side {
        Side::Local => Side::Journal,
        Side::Journal => Side::Local,
    }
}

fn has_chain(tablet: &Tablet, side: Side) -> bool {
    tablet.disk.on_disk(side).keys().any(|key| matches!(Key::parse(key), Key::Record(_) | Key::Head | Key::Past(_)))
}

/// Does harm, and notes of what no copy is left.
fn destroy(tablet: &Tablet, harm: &mut Harm, how: impl FnOnce()) {
    let copies = || [Side::Local, Side::Journal].map(|side| tablet.disk.on_disk(side));
    let (before, stood, ends) = (copies(), standing(tablet), Ends::of(tablet));
    how();
    let after = copies();
    harm.any = true;
    let gone = |slot: &str| generation(&after, slot) < generation(&before, slot);
    let is_set_up = [Side::Local, Side::Journal].into_iter().any(|side| has_chain(tablet, side));
    if is_set_up {
        // Every generation of the key file is the same.
        tablet.is_beyond.set(tablet.is_beyond.get() || generation(&after, SLOT_KEYS) == 0);
        let chain = tablet.chain.get();
        let known_from = [gone(SLOT_BEFORE).then_some(chain), gone(SLOT_CERTIFICATE).then_some(chain + 1)];
        tablet.known_from.set(known_from.into_iter().flatten().fold(tablet.known_from.get(), u8::max));
    }
    let stands = standing(tablet);
    for told in &tablet.people.borrow().told {
        if let Some(places) = stood.get(&told.hash)
            && !stands.contains_key(&told.hash)
        {
            harm.lost.entry(told.hash.clone()).or_default().extend(places);
        }
    }
    for places in harm.lost.values_mut() {
        places.retain(|place| leaves_a_trace(&after, &ends, *place));
    }
}

/// Whether anything that is left says that there was a record at a place: a head of that chain that comes as far, or records below and
/// above it. Otherwise no program can know: it may have been purged, or never made. `ends`: the hashes of each chain's records.
fn leaves_a_trace(sides: &[crate::disk::Values; 2], ends: &Ends, (chain, place): Place) -> bool {
    let (mut is_held, mut is_below, mut is_above) = (false, false, false);
    for (name, text) in sides.iter().flatten() {
        let key = Key::parse(name);
        match key.past_from().map_or(key, |(_, under)| under) {
            Key::Head => {
                let holds = |found: Chain| found.holds(place) && ends.is_of(&found.head.hash, chain);
                is_held |= Chain::parse(text).is_ok_and(holds);
            }
            Key::Record(seq) if Entry::parse(text).is_ok_and(|entry| ends.is_of(&entry.hash, chain)) => {
                is_below |= seq < place;
                is_above |= seq > place;
            }
            _ => {}
        }
    }
    is_held || is_below && is_above
}

/// The highest generation of a slot that can be read on either side; 0 where none can.
fn generation(sides: &[crate::disk::Values; 2], slot: &str) -> u64 {
    let cells = [0, 1].map(|cell| Key::Slot(slot.to_owned(), cell).name());
    let texts = sides.iter().flat_map(|side| cells.iter().filter_map(|cell| side.get(cell)));
    texts.filter_map(|text| Some(Slot::parse(text).ok()?.generation)).max().unwrap_or(0)
}

/// What must be true after every step.
fn always(tablet: &Tablet) -> Result<(), String> {
    if let Some(what) = tablet.people.borrow().violations.first() {
        return Err(what.clone());
    }
    let head = tablet.disk.on_disk(Side::Journal).remove(&Key::Head.name());
    let purged = head.and_then(|text| Chain::parse(&text).ok()).map_or(0, |chain| chain.purged.seq);
    let receipted = check::receipted_through(tablet);
    if purged > receipted {
        return Err(format!("cleared through {purged}, and receipts cover only {receipted}"));
    }
    Ok(())
}
