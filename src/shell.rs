//! The shell: the only place that joins the views, the domain and the browser. Views send events and commands here, and read signals.

mod administer;
mod again;
mod alone;
mod bring_back;
mod chosen;
mod copies;
mod documents;
mod elsewhere;
mod export;
mod farewell;
mod left;
mod people;
mod practice;
mod roster;
mod set_aside;
mod set_up;
mod start;
mod tablet;
mod unlock;
mod version;
mod visit;
mod watch;
mod why;

pub use administer::{Receipted, Session};
pub use bring_back::BroughtBack;
pub use chosen::at_hand;
pub use copies::TakeAway;
pub use elsewhere::{Brought, MOST_BYTES as KEYS_MOST_BYTES, OfficeKeys};
pub use export::{Exporting, Made, Saved};
pub use farewell::{End, Farewell};
pub use people::People;
pub use set_aside::SetAside;
pub use set_up::{NotSetUp, SetUpForm};
pub use tablet::Tablet;
pub use unlock::{Unlocked, delay_s};
pub use why::Why;

use crate::aftermath::Fate;
use crate::browser::device_key::DeviceKey;
use crate::browser::journal::JournalMedium;
use crate::browser::local::LocalMedium;
use crate::browser::{back, clock, memory, page, presence, random};
use crate::text::{Text, offered, text};
use inkseal_domain::clock::ClockWatch;
use inkseal_domain::codec::b64;
use inkseal_domain::desk::{Desk, Moment, Unstored};
use inkseal_domain::flow::State;
use inkseal_domain::idle::Watch;
use inkseal_domain::instant::Instant;
use inkseal_domain::library::Library;
use inkseal_domain::record::App as Program;
use inkseal_domain::seal::Proved;
use inkseal_domain::settings::Settings;
use inkseal_domain::store::{Either, Head, MemoryMedium};
use leptos::prelude::*;
use std::rc::Rc;
use version::Versions;

/// localStorage, or memory for practice.
pub type Local = Either<LocalMedium, MemoryMedium>;
/// The IndexedDB journal, or memory for practice.
pub type Journal = Either<JournalMedium, MemoryMedium>;
/// The kiosk's desk in a browser.
pub type KioskDesk = Desk<Local, Journal, DeviceKey>;

/// Which part of the product is on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Door {
    /// Looking after what is stored.
    Starting,
    /// Nothing is set up: try it, or set it up.
    First,
    /// An administrator is setting the kiosk up.
    SetUp,
    /// An office that has a kiosk elsewhere is to go on here.
    Elsewhere,
    /// The signer's visit.
    Kiosk,
    /// An administrator is about to unlock.
    Unlock,
    /// An administrator is at work.
    Admin,
    /// No signature can be taken.
    Unavailable(Why),
}

/// The office as the views name it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// Its name.
    pub name: String,
    /// The kiosk's name.
    pub kiosk_name: String,
    /// The fingerprint to compare with paper.
    pub fingerprint: String,
    /// Its administrators' names.
    pub administrators: Vec<String>,
    /// What it set.
    pub settings: Settings,
}

/// Handles to everything; small enough to copy.
#[derive(Clone, Copy)]
pub struct Shell {
    /// What is on the screen.
    pub door: RwSignal<Door>,
    /// Where the visit stands.
    pub visit: RwSignal<State>,
    /// The office.
    pub office: RwSignal<Office>,
    /// Whether this is practice.
    pub practice: RwSignal<bool>,
    /// Language of the screens when nobody is at the kiosk or an administrator is.
    pub lang: RwSignal<&'static str>,
    /// The administrator's session, while unlocked.
    pub session: RwSignal<Option<Rc<Session>>, LocalStorage>,
    /// How many records were opened so far, of how many, while an administrator's door opens.
    pub opening: RwSignal<Option<(usize, usize)>>,
    /// How many values start-up is putting right, while they are so many that it takes a while.
    pub mending: RwSignal<Option<usize>>,
    /// The file that is being made, while an administrator waits for it.
    pub exporting: RwSignal<Exporting>,
    /// Whether something of an earlier chain could not be brought back when an administrator unlocked last.
    pub waiting: RwSignal<bool>,
    /// Whether every record has its second copy, as far as this run knows. Without it no new signer is taken.
    pub local_copy: RwSignal<bool>,
    /// The copy of what was just recorded.
    pub take_away: RwSignal<TakeAway>,
    /// The day by the tablet's clock and zone, `YYYY-MM-DD`, looked at twice a second.
    pub today: RwSignal<String>,
    /// How the last visit ended, for whoever hears or sees the welcome screen after it.
    pub farewell: RwSignal<Option<Farewell>>,
    /// Seconds until an idle screen is cleared or locked, while the warning stands.
    pub warning: RwSignal<Option<u64>>,
    desk: StoredValue<Option<Rc<KioskDesk>>, LocalStorage>,
    key_file: StoredValue<String>,
    library: StoredValue<Option<Rc<Library>>, LocalStorage>,
    /// The keys that somebody brought to this tablet, until they are unlocked.
    brought: StoredValue<Option<Brought>>,
    /// Where the chain that cannot go on ended when start-up looked; `None` where there was none. Whoever begins one makes sure that this is
    /// still so.
    ended: StoredValue<Option<Head>>,
    journal: StoredValue<Option<JournalMedium>, LocalStorage>,
    /// The record just made, and the one that could not be stored.
    last: StoredValue<Option<Proved>>,
    unstored: StoredValue<Option<Unstored>>,
    run: StoredValue<String>,
    idle: StoredValue<Watch>,
    clock: StoredValue<ClockWatch>,
    versions: StoredValue<Versions>,
    /// Whether one of those is under way of which there is one at a time, and how often a door was opened.
    under_way: StoredValue<bool>,
    turns: StoredValue<u64>,
    /// Whether a visit is about to begin, and how many promised copies are still being written.
    beginning: StoredValue<bool>,
    owing: StoredValue<u32>,
    /// Whether a setting is being kept.
    settling: StoredValue<bool>,
    /// Whether another tab took the kiosk away from this one.
    ousted: StoredValue<bool>,
    /// What the page would say if the program stopped now.
    fate: StoredValue<Option<Fate>>,
    /// Whether anybody has touched the page since it was loaded.
    is_touched: StoredValue<bool>,
}

impl Shell {
    /// A shell that knows nothing yet.
    pub fn new() -> Self {
        let now = clock::reading();
        Self {
            door: RwSignal::new(Door::Starting),
            visit: RwSignal::new(State::Welcome),
            office: RwSignal::new(Office::default()),
            practice: RwSignal::new(false),
            lang: RwSignal::new(offered(&page::preferred_languages())),
            session: RwSignal::new_local(None),
            opening: RwSignal::new(None),
            mending: RwSignal::new(None),
            exporting: RwSignal::new(Exporting::No),
            waiting: RwSignal::new(false),
            local_copy: RwSignal::new(true),
            take_away: RwSignal::new(TakeAway::None),
            today: RwSignal::new(clock::today()),
            farewell: RwSignal::new(None),
            warning: RwSignal::new(None),
            desk: StoredValue::new_local(None),
            key_file: StoredValue::new(String::new()),
            library: StoredValue::new_local(None),
            brought: StoredValue::new(None),
            ended: StoredValue::new(None),
            journal: StoredValue::new_local(None),
            last: StoredValue::new(None),
            unstored: StoredValue::new(None),
            run: StoredValue::new(b64(&random::seed()[..8])),
            idle: StoredValue::new(Watch::new(now)),
            clock: StoredValue::new(ClockWatch::new(now)),
            versions: StoredValue::new(Versions::new(now)),
            under_way: StoredValue::new(false),
            turns: StoredValue::new(0),
            beginning: StoredValue::new(false),
            owing: StoredValue::new(0),
            settling: StoredValue::new(false),
            ousted: StoredValue::new(false),
            fate: StoredValue::new(None),
            is_touched: StoredValue::new(false),
        }
    }

    /// The words for whoever is at the screen.
    pub fn text(&self) -> &'static Text {
        text(&self.text_lang())
    }

    /// The language of those words, BCP 47.
    pub fn text_lang(&self) -> String {
        let visiting = self.visit.with_untracked(|state| state.lang().map(str::to_owned));
        visiting.unwrap_or_else(|| self.idle_lang().to_owned())
    }

    /// The documents; there are some as soon as the door is another than `Starting`.
    pub fn library(&self) -> Option<Rc<Library>> {
        self.library.get_value()
    }

    /// The desk, once the kiosk is set up or in practice.
    pub fn desk(&self) -> Option<Rc<KioskDesk>> {
        self.desk.get_value()
    }

    /// Opens another door. Whatever a signer had begun is gone, and so is an administrator's session outside their door.
    pub fn open(&self, door: Door) {
        if door == Door::Unlock {
            back::hold();
        }
        self.next_turn();
        if door != Door::Admin {
            self.session.set(None);
            self.opening.set(None);
            self.call_off();
            memory::forget_calls();
        }
        self.leave_recorded();
        self.visit.set(State::Welcome);
        self.wipe();
        self.door.set(door);
    }

    /// Now, with what is wrong about the clock and fresh random bytes.
    fn moment(&self) -> Moment {
        let (now, utc_offset_min, head) = (clock::reading(), clock::utc_offset_min(), self.head_seq());
        let flags = self.clock.try_update_value(|watch| {
            watch.look(now, presence::is_hidden(), head);
            watch.flags(now, utc_offset_min, head, option_env!("INKSEAL_MADE"))
        });
        Moment {
            at: Instant::from_unix_ms(now.wall_ms),
            utc_offset_min,
            session: self.run.get_value(),
            flags: flags.unwrap_or_default(),
            seed: random::seed(),
        }
    }
}

impl Default for Shell {
    fn default() -> Self {
        Self::new()
    }
}

/// This program, as records name it.
fn program() -> Program {
    Program { version: env!("CARGO_PKG_VERSION").to_owned(), build: page::build() }
}

/// The shell, from anywhere in the views.
pub fn use_shell() -> Shell {
    expect_context()
}
