//! What befalls a tablet: a list of steps, drawn from a seed, so that the same seed always gives the same history.

use inkseal_domain::store::Side;
use inkseal_domain::store::faulty::Fault;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Something that people do in a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Somebody signs, and tries again where it was not kept.
    Sign,
    /// An administrator changes a setting.
    Setting,
    /// An administrator exports everything new.
    Export,
    /// An administrator makes the oldest batch on the tablet again.
    Again,
    /// The records office verifies the oldest batch that it has not, and its filing code is typed in.
    Receipt,
    /// An administrator clears what is receipted.
    Purge,
    /// An administrator unlocks, and looks. Where a chain was lost, that begins the next.
    Unlock,
}

impl Act {
    /// Whether an administrator does it, behind their door.
    pub fn is_administrators(self) -> bool {
        self != Act::Sign
    }
}

/// A tab of the browser, 0 or 1.
pub type Tab = usize;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One tab does something.
    Do(Tab, Act),
    /// Two tabs do something at once; the bits say whose turn it is.
    Both(Act, Act, u64),
    /// The power fails after so many turns of this. `lands`: whether a transaction that hangs had got to the disk.
    Cut {
        /// Where.
        tab: Tab,
        /// What.
        act: Act,
        /// When.
        turns: u32,
        /// See above.
        lands: bool,
    },
    /// The browser is closed in order and started again.
    Restart,
    /// The browser writes so many localStorage changes to the disk.
    Flush(usize),
    /// The nth call from now of this tab's medium goes wrong.
    Fault(Tab, Side, usize, Fault),
    /// The next journal transaction gives no answer.
    Hang,
    /// With the tablet off, the nth value of one side is altered: a character flipped, or cut in half.
    Rot(Side, usize, bool),
    /// With the tablet off, one side is emptied. The kiosk's key goes with the journal.
    Clear(Side),
    /// With the tablet off, the kiosk's key goes, and nothing else.
    LoseKey,
    /// localStorage has only so many units left; `None`: enough again.
    Room(Option<usize>),
    /// The clock is set, in minutes from where it is.
    Clock(i32),
    /// A new version of the document comes into use.
    NewDocument,
    /// A new version of the program takes over.
    NewProgram,
}

/// A history.
pub type History = Vec<Step>;

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        10 => Just(Act::Sign),
        1 => Just(Act::Setting),
        3 => Just(Act::Export),
        1 => Just(Act::Again),
        3 => Just(Act::Receipt),
        2 => Just(Act::Purge),
        2 => Just(Act::Unlock),
    ]
}

fn side() -> impl Strategy<Value = Side> {
    prop_oneof![Just(Side::Local), Just(Side::Journal)]
}

/// The faults of which a medium, looked at again, tells the truth. That power fails is a step of its own.
fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        1 => Just(Fault::Fail),
        3 => Just(Fault::Fill),
        1 => Just(Fault::Late),
        1 => Just(Fault::Drop),
        1 => (0..3_usize).prop_map(Fault::Flip),
        1 => (0..3_usize).prop_map(Fault::Cut),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let tab = || prop_oneof![4 => Just(0_usize), 1 => Just(1_usize)];
    prop_oneof![
        24 => (tab(), act()).prop_map(|(tab, act)| Step::Do(tab, act)),
        6 => (act(), act(), any::<u64>()).prop_map(|(one, other, order)| Step::Both(one, other, order)),
        8 => (tab(), act(), 0..60_u32, any::<bool>())
            .prop_map(|(tab, act, turns, lands)| Step::Cut { tab, act, turns, lands }),
        2 => Just(Step::Restart),
        4 => (1..20_usize).prop_map(Step::Flush),
        4 => (tab(), side(), 1..30_usize, fault()).prop_map(|(tab, side, call, fault)| Step::Fault(tab, side, call, fault)),
        1 => Just(Step::Hang),
        3 => (side(), 0..40_usize, any::<bool>()).prop_map(|(side, nth, cut)| Step::Rot(side, nth, cut)),
        2 => side().prop_map(Step::Clear),
        1 => Just(Step::LoseKey),
        1 => proptest::option::of(0..6000_usize).prop_map(Step::Room),
        1 => (-600_000..600_000_i32).prop_map(Step::Clock),
        1 => Just(Step::NewDocument),
        1 => Just(Step::NewProgram),
    ]
}

/// The history of a seed, as a tree that can be made smaller.
pub fn of_seed(seed: u64) -> impl ValueTree<Value = History> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    proptest::collection::vec(step(), 1..24).new_tree(&mut runner).expect("no value is ever filtered out")
}
