//! What needs attention, the most urgent first, each with the screen that remedies it.

use super::{Place, visits_words};
use crate::text::{Text, fill};
use inkseal_domain::activity::Exported;
use inkseal_domain::instant::Instant;
use inkseal_domain::log::Log;
use inkseal_domain::setup::Settings;

/// One thing that needs attention.
pub struct Concern {
    /// The fact.
    pub fact: String,
    /// What follows from it.
    pub act: String,
    /// What the button to the remedy says.
    pub go: &'static str,
    /// The screen of the remedy.
    pub place: Place,
    /// Where on that screen.
    pub aim: &'static str,
}

/// From how much on the room is worth a word, in per cent.
const ROOM_PERCENT: u64 = 50;

const DAY_S: i64 = 86_400;

/// Everything that needs attention.
pub fn concerns(
    text: &'static Text,
    log: &Log,
    settings: &Settings,
    used_percent: Option<u64>,
    now: Instant,
) -> Vec<Concern> {
    let t = &text.overview;
    let room = used_percent.filter(|percent| *percent >= ROOM_PERCENT);
    let list = [
        damaged(text, log.broken()),
        (!settings.kit_proved).then(|| Concern {
            fact: t.kit.to_owned(),
            act: t.kit_do.to_owned(),
            go: t.kit_go,
            place: Place::Settings,
            aim: "#kit",
        }),
        unchecked(text, unchecked_exports(log)),
        only_here(text, log, now),
        (!settings.kit_proved).then(|| Concern {
            fact: t.card.to_owned(),
            act: t.card_do.to_owned(),
            go: t.card_go,
            place: Place::Settings,
            aim: "main h1",
        }),
        room.map(|percent| Concern {
            fact: fill(t.room, &[("n", &percent.to_string())]),
            act: t.room_do.to_owned(),
            go: t.room_go,
            place: Place::Settings,
            aim: "#purge",
        }),
    ];
    list.into_iter().flatten().collect()
}

fn damaged(text: &'static Text, count: usize) -> Option<Concern> {
    let t = &text.overview;
    let fact = match count {
        0 => return None,
        1 => t.damaged_one.to_owned(),
        n => fill(t.damaged, &[("n", &n.to_string())]),
    };
    Some(Concern { fact, act: t.damaged_do.to_owned(), go: t.damaged_go, place: Place::Records, aim: "#broken" })
}

fn unchecked(text: &'static Text, count: usize) -> Option<Concern> {
    let t = &text.overview;
    let fact = match count {
        0 => return None,
        1 => t.unchecked_one.to_owned(),
        n => fill(t.unchecked, &[("n", &n.to_string())]),
    };
    Some(Concern {
        fact,
        act: t.unchecked_do.to_owned(),
        go: t.unchecked_go,
        place: Place::Export,
        aim: "#check-file, #earlier",
    })
}

/// Exports whose file nobody compared and no receipt names, and whose records no better export covers.
fn unchecked_exports(log: &Log) -> usize {
    let good = |export: &Exported| log.checked(&export.payload) || log.receipted(&export.payload);
    let covered = |export: &Exported| {
        log.exports().any(|(_, other)| good(other) && other.first <= export.first && other.last >= export.last)
    };
    log.exports().filter(|(_, export)| !covered(export)).count()
}

/// Visits that exist nowhere else.
fn only_here(text: &'static Text, log: &Log, now: Instant) -> Option<Concern> {
    let t = &text.overview;
    let through = log.exported_through();
    let oldest = log.visits().map(|(proved, _)| proved.record()).find(|record| record.seq > through)?;
    let visits = visits_words(text, log.new_visits() as u64);
    let days = (now.unix_seconds() - oldest.at.unix_seconds()) / DAY_S;
    let act = match days {
        ..1 => fill(t.new_today, &[("visits", &visits)]),
        1 => fill(t.new_day, &[("visits", &visits)]),
        n => fill(t.new_days, &[("visits", &visits), ("n", &n.to_string())]),
    };
    let fact = if log.exports().next().is_some() { t.new_ } else { t.new_first };
    Some(Concern { fact: fact.to_owned(), act, go: t.new_go, place: Place::Export, aim: "main h1" })
}
