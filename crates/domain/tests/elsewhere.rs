//! An office goes on at another tablet: with its keys from a file, and the kit or a passphrase.
#![allow(clippy::unwrap_used)]

mod common;

use common::{BY, Sample, app, export, exported, moment, somebody};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::key_file::{KeyFile, keys_from_file, keys_to_file};
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::{NewChain, SetUp, start_elsewhere};
use inkseal_domain::store::{MemoryMedium, Vault};
use inkseal_domain::together::{self, Before};
use inkseal_domain::verdict::FileReport;
use pollster::block_on;

#[test]
fn an_office_goes_on_at_another_tablet_and_both_tablets_files_verify_with_one_card() {
    let mut sample = Sample::new(1, false);
    sample.sign("Ana Sample");
    let key_file =
        keys_from_file(&keys_to_file(&block_on(SetUp::read(sample.desk.vault())).unwrap().unwrap().key_file));
    let key_file = key_file.unwrap();
    let file = KeyFile::parse(&key_file).unwrap();
    assert_eq!(file.card, sample.desk.card);

    let (vault, _) = block_on(Vault::open(MemoryMedium::default(), MemoryMedium::default())).unwrap();
    let signer = MemoryKey::from_seed([90; 32]);
    let left = SetUp { key_file, certificates: vec![], settings: Settings::default() };
    let new = NewChain {
        secret: &sample.secret,
        by: BY,
        left: &left,
        key: signer.public(),
        key_home: KeyHome::Software,
        app: app(),
    };
    let before = [sample.desk.kiosk.key.kid()];
    let desk = block_on(start_elsewhere(vault, signer, &new, ("Back desk", &before), &moment(7, 1))).unwrap();
    assert_eq!(desk.kiosk.kiosk_name, "Back desk");
    assert_eq!(desk.kiosk.supersedes, before);
    block_on(desk.keep(somebody("Ben Sample"), &moment(7, 2))).unwrap();

    let (one, other) = (export(&sample, &sample.desk, 1), export(&sample, &desk, 2));
    let said = |others: &[FileReport]| together::before(&other, others.iter());
    assert_eq!(said(&[]), [Before { key: before[0], name: None }]);
    assert_eq!(said(std::slice::from_ref(&one)), [Before { key: before[0], name: Some("Front desk".to_owned()) }]);
    assert_eq!(together::before(&one, [&other].into_iter()), []);
    assert_eq!((exported(&one), exported(&other)), (vec!["Ana Sample".to_owned()], vec!["Ben Sample".to_owned()]));
}
