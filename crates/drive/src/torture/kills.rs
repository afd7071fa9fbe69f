//! The killing: when, how often, and on which profile.

use super::witness::{Waited, Witness};
use super::{Phase, evidence};
use crate::engine::{Engine, Storage};
use crate::{Browser, Failure, kiosk};
use std::time::Duration;
use xtask::reliability::{Computed, Kills};
use xtask::server;

/// After so many kills a tablet's life ends, its evidence is judged, and another begins: set-up is killed too.
const KILLS_A_TABLET: u64 = 50;

/// Where a kill is aimed: after a phase has begun, within so many milliseconds. It falls where it falls, and is counted there.
const AIMS: [(Phase, u64); 8] = [
    (Phase::Export, 60),
    (Phase::Purge, 30),
    (Phase::StartUp, 100),
    (Phase::StartUp, 3000),
    (Phase::Receipt, 20),
    (Phase::Sign, 300),
    (Phase::StartUp, 50),
    (Phase::StartUp, 3000),
];
const AT_FIRST: (Phase, u64) = (Phase::SetUp, 150);

/// Random numbers that a seed gives again (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// One tablet: its page, its browser, and who hears it.
struct Tablet {
    witness: Witness,
    server: server::Running,
    browser: Browser,
    tally: Kills,
}

/// Kills an engine so often while a kiosk works in it. `progress` hears of every kill.
///
/// # Errors
/// What keeps the experiment from going on. What it finds is in the tally.
pub async fn kiosk(engine: Engine, kills: u64, seed: u64, progress: impl Fn(&Kills)) -> Result<Kills, Failure> {
    let mut dice = Dice(seed);
    let mut all = Kills::default();
    while all.kills < kills {
        let mut tablet = Tablet::new(engine).await?;
        for n in 0..KILLS_A_TABLET.min(kills - all.kills) {
            let (phase, within_ms) = match n {
                0 => AT_FIRST,
                n => AIMS[(n - 1) as usize % AIMS.len()],
            };
            let times = if matches!(phase, Phase::StartUp | Phase::SetUp) { 1 } else { 1 + dice.below(3) };
            tablet.open("kiosk", n).await?;
            tablet.witness.wait_for(phase, times)?;
            tablet.kill(Duration::from_micros(dice.below(within_ms * 1000)))?;
            tablet.browser.start_again().await?;
            progress(&tablet.so_far(&all));
        }
        let mut run = KILLS_A_TABLET;
        tablet.open("finish", run).await?;
        while tablet.witness.wait_for(Phase::Done, 1)? != Waited::Begun {
            run += 1;
            tablet.browser.restart().await?;
            tablet.open("finish", run).await?;
        }
        tablet.witness.ledger(evidence::judge);
        all = tablet.so_far(&all);
    }
    Ok(all)
}

/// Kills an engine so often while a page keeps people in localStorage alone.
///
/// # Errors
/// What keeps the experiment from going on.
pub async fn naive(engine: Engine, kills: u64, seed: u64) -> Result<Kills, Failure> {
    let mut dice = Dice(seed);
    let mut tablet = Tablet::new(engine).await?;
    for n in 0..=kills {
        tablet.open("naive", n).await?;
        tablet.witness.wait_for(Phase::Sign, 1)?;
        if n < kills {
            tablet.kill(Duration::from_micros(dice.below(2_000_000)))?;
            tablet.browser.start_again().await?;
        }
    }
    Ok(tablet.so_far(&Kills::default()))
}

/// Lets an engine seal and open boxes in so many pages, each of which it has to compile anew.
///
/// # Errors
/// What keeps the experiment from going on.
pub async fn compute(engine: Engine, pages: u64) -> Result<Computed, Failure> {
    let mut tablet = Tablet::new(engine).await?;
    for n in 0..pages {
        tablet.open("compute", n).await?;
        if tablet.witness.wait_for(Phase::Done, 1)? != Waited::Begun {
            tablet.browser.restart().await?;
        }
    }
    Ok(tablet.witness.computed())
}

impl Tablet {
    async fn new(engine: Engine) -> Result<Self, Failure> {
        let witness = Witness::default();
        let server = server::serve_and_listen(&kiosk::folder(), witness.listener())?;
        let browser = Browser::start(engine, Storage::Allowed).await?;
        Ok(Self { witness, server, browser, tally: Kills::default() })
    }

    async fn open(&self, what: &str, run: u64) -> Result<(), Failure> {
        self.witness.forget_phases();
        self.browser.set_out(&format!("{}torture/index.html?{what}.{run}", self.server.address())).await
    }

    fn kill(&mut self, after: Duration) -> Result<(), Failure> {
        // The experiment: nobody knows what is going on when this is over.
        std::thread::sleep(after);
        let phase = self.witness.phase();
        self.browser.cut()?;
        self.tally.kills += 1;
        self.tally.torn += u64::from(self.browser.is_log_torn());
        *self.tally.kills_by_phase.entry(phase.name().to_owned()).or_default() += 1;
        Ok(())
    }

    /// The figures of this tablet, together with those of others.
    fn so_far(&self, others: &Kills) -> Kills {
        let mut all = others.clone();
        all.add(self.tally.clone());
        all.add(self.witness.ledger(|ledger| ledger.tally()));
        all
    }
}
