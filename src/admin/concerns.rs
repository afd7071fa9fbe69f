//! What needs attention, the most urgent first, each with the screen that remedies it, if one does.

use super::{Place, counted, visits_words};
use crate::shell::Tablet;
use crate::text::{Text, fill};
use inkseal_domain::activity::Exported;
use inkseal_domain::instant::Instant;
use inkseal_domain::log::Log;
use inkseal_domain::settings::{KeysKept, Settings};

/// One thing that needs attention.
pub struct Concern {
    /// The fact.
    pub fact: String,
    /// What follows from it.
    pub act: String,
    /// The screen that remedies it; `None` where only the tablet itself can be put right.
    pub remedy: Option<Remedy>,
}

/// The screen that remedies a concern.
pub struct Remedy {
    /// What the button that leads there says.
    pub go: &'static str,
    /// The screen.
    pub place: Place,
    /// Where on it.
    pub aim: &'static str,
}

impl Concern {
    fn new(fact: impl Into<String>, act: impl Into<String>, go: &'static str, place: Place, aim: &'static str) -> Self {
        Self { fact: fact.into(), act: act.into(), remedy: Some(Remedy { go, place, aim }) }
    }

    /// One that no screen remedies.
    fn of_tablet(fact: impl Into<String>, act: &str) -> Self {
        Self { fact: fact.into(), act: act.to_owned(), remedy: None }
    }
}

/// From how much on the room is worth a word, in per cent.
const ROOM_PERCENT: u64 = 50;

/// After how many days an export is overdue: whoever does it twice a month is never late.
const OVERDUE_DAYS: i64 = 16;

const DAY_S: i64 = 86_400;

/// Everything that needs attention.
pub fn concerns(
    text: &'static Text,
    log: &Log,
    (settings, keys_kept): (&Settings, KeysKept),
    tablet: Tablet,
    now: Instant,
) -> Vec<Concern> {
    let (t, own) = (&text.overview, &text.tablet);
    let room = tablet.used_percent.filter(|percent| *percent >= ROOM_PERCENT);
    let list = [
        tablet.waiting.then(|| Concern::of_tablet(own.waiting, own.waiting_do)),
        damaged(text, log.broken()),
        (!settings.kit_proved).then(|| Concern::new(t.kit, t.kit_do, t.kit_go, Place::Settings, "#kit")),
        overdue(text, log, now),
        unchecked(text, unchecked_exports(log)),
        in_downloads(text, log.in_downloads().len()),
        room.map(|percent| {
            let fact = fill(t.room, &[("n", &percent.to_string())]);
            Concern::new(fact, t.room_do, t.room_go, Place::Settings, "#purge")
        }),
        only_here(text, log, now),
        (tablet.persisted == Some(false)).then(|| Concern::of_tablet(own.persist, own.persist_do)),
        (tablet.offline == Some(false)).then(|| Concern::of_tablet(own.offline, own.offline_do)),
        owed(text, log.owed().len()),
        tablet.update.then(|| Concern::of_tablet(own.update, own.update_do)),
        clock(text, log.new_clock_flags()),
        settings.tried.is_nothing().then(|| Concern::new(t.try_, t.try_do, t.try_go, Place::Settings, "#try")),
        (!settings.card_saved).then(|| Concern::new(t.card, t.card_do, t.card_go, Place::Settings, "main h1")),
        keys(text, keys_kept),
    ];
    list.into_iter().flatten().collect()
}

/// The office's keys, where no copy of them as they are lies outside this tablet.
fn keys(text: &'static Text, kept: KeysKept) -> Option<Concern> {
    let t = &text.overview;
    let (fact, act) = match kept {
        KeysKept::Never => (t.keys, t.keys_do),
        KeysKept::AsTheyWere => (t.keys_old, t.keys_old_do),
        KeysKept::AsTheyAre => return None,
    };
    Some(Concern::new(fact, act, t.keys_go, Place::Settings, "#keys"))
}

fn damaged(text: &'static Text, count: usize) -> Option<Concern> {
    let t = &text.overview;
    let fact = counted(count, t.damaged_one, t.damaged)?;
    Some(Concern::new(fact, t.damaged_do, t.damaged_go, Place::Records, "#broken"))
}

/// The records say so themselves, and so does the next export; until then it is worth a word here.
fn clock(text: &'static Text, count: usize) -> Option<Concern> {
    let t = &text.tablet;
    Some(Concern::of_tablet(counted(count, t.clock_one, t.clock)?, t.clock_do))
}

fn unchecked(text: &'static Text, count: usize) -> Option<Concern> {
    let t = &text.overview;
    let fact = counted(count, t.unchecked_one, t.unchecked)?;
    Some(Concern::new(fact, t.unchecked_do, t.unchecked_go, Place::Export, "#check-file, #earlier"))
}

/// Exports whose file nobody compared and no receipt names, and whose records no better export covers.
fn unchecked_exports(log: &Log) -> usize {
    let good = |export: &Exported| log.checked(&export.payload) || log.receipted(&export.payload);
    let covered = |export: &Exported| {
        log.exports().any(|(_, other)| good(other) && other.first <= export.first && other.last >= export.last)
    };
    log.exports().filter(|(_, export)| !covered(export)).count()
}

fn in_downloads(text: &'static Text, count: usize) -> Option<Concern> {
    let t = &text.overview;
    let fact = counted(count, text.export.moved_one, text.export.moved)?;
    Some(Concern::new(fact, t.moved_do, t.moved_go, Place::Export, "#moved"))
}

/// What was promised to people. The list of it is further down on the same screen.
fn owed(text: &'static Text, count: usize) -> Option<Concern> {
    let t = &text.overview;
    let fact = counted(count, t.owing_one, t.owing)?;
    Some(Concern::new(fact, t.owing_do, t.owing_go, Place::Today, "#owed"))
}

/// For how many days the oldest visit that exists nowhere else has stood.
fn days_only_here(log: &Log, now: Instant) -> Option<i64> {
    let through = log.exported_through();
    let oldest = log.visits().map(|(proved, _)| proved.record()).find(|record| record.seq > through)?;
    Some((now.unix_seconds() - oldest.at.unix_seconds()) / DAY_S)
}

fn overdue(text: &'static Text, log: &Log, now: Instant) -> Option<Concern> {
    let t = &text.overview;
    let days = days_only_here(log, now).filter(|days| *days >= OVERDUE_DAYS)?;
    let visits = visits_words(text, log.new_visits() as u64);
    let act = fill(t.new_days, &[("visits", &visits), ("n", &days.to_string())]);
    Some(Concern::new(t.overdue, act, t.new_go, Place::Export, "main h1"))
}

/// Visits that exist nowhere else, while their export is not overdue.
fn only_here(text: &'static Text, log: &Log, now: Instant) -> Option<Concern> {
    let t = &text.overview;
    let days = days_only_here(log, now).filter(|days| *days < OVERDUE_DAYS)?;
    let visits = visits_words(text, log.new_visits() as u64);
    let act = match days {
        ..1 => fill(t.new_today, &[("visits", &visits)]),
        1 => fill(t.new_day, &[("visits", &visits)]),
        n => fill(t.new_days, &[("visits", &visits), ("n", &n.to_string())]),
    };
    let fact = if log.exports().next().is_some() { t.new_ } else { t.new_first };
    Some(Concern::new(fact, act, t.new_go, Place::Export, "main h1"))
}
