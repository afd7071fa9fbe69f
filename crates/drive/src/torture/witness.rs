//! Who hears what the page tells: outside the browser, so that nothing heard dies with it.

use super::Phase;
use super::ledger::Ledger;
use crate::Failure;
use inkseal_domain::office::OfficeCard;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use xtask::reliability::Computed;
use xtask::server::Listener;

/// How long a phase may take to begin.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a page tells.
#[derive(Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub(super) enum Told {
    /// What it does from here on.
    Phase { phase: Phase },
    /// What start-up found.
    Started(Box<Started>),
    /// Who is there, says a page without a chain.
    Found { names: Vec<String> },
    /// Somebody (or nobody, for an activity) is told "Recorded".
    Recorded { name: String, seq: u64, hash: String },
    /// A batch is given out.
    Batch { file: String },
    /// A filing code was kept.
    Receipted { code: String },
    /// Everything through a record was cleared.
    Purged { through: u64 },
    /// So many boxes were sealed and opened, and some of them came out wrong.
    Computed { count: u64, wrong: u64 },
    /// The program ended by itself, as after an index out of bounds.
    Stopped { words: String },
    /// Something that should not be.
    Trouble { words: String },
}

/// What start-up found.
#[derive(Deserialize)]
pub(super) struct Started {
    pub card: OfficeCard,
    pub purged: (u64, String),
    pub entries: Vec<String>,
    pub holes: Vec<String>,
    pub restored: u64,
    pub repairs: Vec<String>,
    pub is_ready: bool,
}

/// What came of waiting for a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waited {
    /// It began.
    Begun,
    /// The program ended by itself before.
    Stopped,
}

/// The witness of one tablet's life.
#[derive(Clone, Default)]
pub(super) struct Witness(Arc<(Mutex<Scene>, Condvar)>);

#[derive(Default)]
struct Scene {
    ledger: Ledger,
    phase: Option<Phase>,
    begun: BTreeMap<Phase, u64>,
    has_stopped: bool,
    computed: Computed,
}

impl Witness {
    /// What the server is to call.
    pub fn listener(&self) -> Listener {
        let witness = self.clone();
        Arc::new(move |told| witness.hear(told))
    }

    fn hear(&self, told: &[u8]) -> String {
        let mut scene = self.scene();
        let answer = match serde_json::from_slice(told) {
            Ok(Told::Phase { phase }) => {
                scene.phase = Some(phase);
                *scene.begun.entry(phase).or_default() += 1;
                String::new()
            }
            Ok(Told::Computed { count, wrong }) => {
                let Computed { pages, count: before, wrong: wrong_before } = scene.computed;
                scene.computed = Computed { pages: pages + 1, count: before + count, wrong: wrong_before + wrong };
                String::new()
            }
            Ok(told) => {
                scene.has_stopped |= matches!(told, Told::Stopped { .. });
                scene.ledger.enter(told)
            }
            Err(error) => scene.ledger.fault(format!("the page says what nobody understands: {error}")),
        };
        self.0.1.notify_all();
        answer
    }

    /// A browser starts: no phase has begun.
    pub fn forget_phases(&self) {
        let mut scene = self.scene();
        scene.phase = None;
        scene.begun.clear();
        scene.has_stopped = false;
    }

    /// The phase now.
    pub fn phase(&self) -> Phase {
        self.scene().phase.unwrap_or(Phase::Loading)
    }

    /// Waits until a phase has begun so many times, and says what came first: a program may end by itself.
    ///
    /// # Errors
    /// When the page is in trouble, or nothing more is heard of it.
    pub fn wait_for(&self, phase: Phase, times: u64) -> Result<Waited, Failure> {
        let waits = |scene: &mut Scene| {
            let begun = scene.begun.get(&phase).is_some_and(|begun| *begun >= times);
            !begun && !scene.has_stopped && scene.ledger.faults().is_empty()
        };
        let scene = self.scene();
        let (scene, late) = self.0.1.wait_timeout_while(scene, PATIENCE, waits).unwrap_or_else(PoisonError::into_inner);
        match scene.ledger.faults() {
            [] if late.timed_out() => Err(format!("{phase:?} does not begin; the page is at {:?}", scene.phase)),
            [] if scene.has_stopped => Ok(Waited::Stopped),
            [] => Ok(Waited::Begun),
            faults => Err(faults.join("\n")),
        }
    }

    /// What was computed.
    pub fn computed(&self) -> Computed {
        self.scene().computed.clone()
    }

    /// Looks at what was heard, or ends it.
    pub fn ledger<T>(&self, look: impl FnOnce(&mut Ledger) -> T) -> T {
        look(&mut self.scene().ledger)
    }

    fn scene(&self) -> MutexGuard<'_, Scene> {
        // What was heard stays heard, whoever stopped while listening.
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
