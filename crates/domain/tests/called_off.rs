//! What takes long is done in steps: whoever waits is told how far it is, and may call it off at any of them.
#![allow(clippy::unwrap_used)]

mod common;

use common::{Sample, library, moment};
use inkseal_domain::export::{Export, ExportError, Waiting};
use inkseal_domain::log::Log;
use inkseal_domain::office::OfficeCard;
use inkseal_domain::store::Medium;
use inkseal_domain::verdict::{Verifying, verify};
use pollster::block_on;
use std::cell::RefCell;
use std::path::Path;

/// More records than one step takes.
const PEOPLE: usize = 100;

/// Waits for so many steps, and remembers what it was told.
struct Patience {
    steps: usize,
    told: RefCell<Vec<(usize, usize)>>,
}

impl Patience {
    fn of(steps: usize) -> Self {
        Self { steps, told: RefCell::default() }
    }
}

impl Waiting for Patience {
    async fn goes_on(&self, verified: usize, of: usize) -> bool {
        self.told.borrow_mut().push((verified, of));
        self.told.borrow().len() <= self.steps
    }
}

fn busy_kiosk() -> Sample {
    let mut sample = Sample::new(1, false);
    (0..PEOPLE).for_each(|n| drop(sample.sign(&format!("Sample Person {n}"))));
    sample
}

/// Everything on both media.
fn stored(sample: &Sample) -> Vec<(String, String)> {
    let mut all = [block_on(sample.local.entries()).unwrap(), block_on(sample.journal.entries()).unwrap()].concat();
    all.sort();
    all
}

fn export<'a>(sample: &'a Sample, log: &'a Log, library: &'a [inkseal_domain::batch::BatchDocument]) -> Export<'a> {
    Export { log, secret: &sample.secret, library, by: "Sample Administrator" }
}

#[test]
fn an_export_that_is_called_off_at_any_step_has_exported_nothing_and_lost_nothing() {
    let sample = busy_kiosk();
    let (log, library) = (sample.log(), library());
    let export = export(&sample, &log, &library);
    let range = export.new_range().unwrap();
    let before = stored(&sample);
    for steps in 0.. {
        let patience = Patience::of(steps);
        match block_on(export.make_for(&patience, &sample.desk, range, &moment(9, 9))) {
            Err(ExportError::CalledOff) => assert_eq!(stored(&sample), before, "after {steps} steps"),
            made => {
                assert_eq!(made.unwrap().exported.visits, PEOPLE as u64);
                let told = patience.told.take();
                assert!(told.is_sorted() && told.iter().all(|(_, of)| *of == PEOPLE + 1), "{told:?}");
                assert!(steps > 6 && told.last() == Some(&(PEOPLE + 1, PEOPLE + 1)), "{told:?}");
                break;
            }
        }
    }
    assert_eq!((sample.log().new_visits(), sample.log().exports().count()), (0, 1));
}

#[test]
fn an_earlier_export_in_steps_has_the_same_bytes_and_can_be_called_off() {
    let mut sample = busy_kiosk();
    let first = sample.export(None);
    let (log, library) = (sample.log(), library());
    let export = export(&sample, &log, &library);
    let again = |steps| {
        let by = "Sample Administrator";
        block_on(export.again_for(&Patience::of(steps), &sample.desk, &first.exported, by, -420))
    };
    assert_eq!(again(usize::MAX).unwrap().file, first.file);
    for steps in 0..7 {
        assert!(matches!(again(steps), Err(ExportError::CalledOff)), "after {steps} steps");
    }
}

/// The golden files, good and bad.
fn golden() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|path| (path.display().to_string(), std::fs::read(path).unwrap())).collect()
}

#[test]
fn a_file_has_the_same_verdict_in_steps_of_any_size_and_none_before_the_last() {
    let files = golden();
    assert!(files.len() > 30);
    let card = files.iter().find_map(|(_, bytes)| OfficeCard::parse(bytes)).unwrap();
    for (name, bytes) in files {
        let whole = format!("{:?}", verify(&bytes, std::slice::from_ref(&card)));
        for size in [1, 2, usize::MAX] {
            let mut verifying = Verifying::new(&bytes, std::slice::from_ref(&card));
            while verifying.step(size) {}
            let (done, of) = verifying.progress();
            assert!(done == of || whole.contains("KioskNotCertified"), "{name}: {done} of {of}");
            assert_eq!(format!("{:?}", verifying.finish()), whole, "{name}");
        }
        let mut stopped = Verifying::new(&bytes, std::slice::from_ref(&card));
        stopped.step(1);
        assert_eq!(format!("{:?}", stopped.finish()), whole, "{name}: finished before its last step");
    }
}
