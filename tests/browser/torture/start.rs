//! Start-up as the shell does it, and set-up where nothing has begun.

use super::office::{self, ADMINISTRATOR, PASSPHRASE, STRETCH};
use super::tell;
use inkseal::browser::device_key::DeviceKey;
use inkseal::browser::journal::JournalMedium;
use inkseal::browser::local::LocalMedium;
use inkseal::browser::{lock, random};
use inkseal_domain::activity::{Act, Activity, BY_KIOSK};
use inkseal_domain::desk::Desk;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::{KeyFile, NewOffice};
use inkseal_domain::office::OfficeSecret;
use inkseal_domain::passphrase;
use inkseal_domain::record::Body;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::{NewKiosk, SetUp, set_up};
use inkseal_domain::store::{Item, Repair, StartUp, Vault};
use serde_json::json;

/// The domain's desk over the real media.
pub type RealDesk = Desk<LocalMedium, JournalMedium, DeviceKey>;
type RealVault = Vault<LocalMedium, JournalMedium>;

/// Under which name the journal keeps the kiosk's key.
const KEY_NAME: &str = "kiosk";

/// Opens what there is, or sets a kiosk up; says what was found.
pub async fn start() -> Result<(RealDesk, OfficeSecret), String> {
    tell::phase("start-up").await?;
    if !lock::hold(|| {}).await {
        return Err("another tab is open".to_owned());
    }
    let local = LocalMedium::open().map_err(words)?;
    let journal = JournalMedium::open().await.map_err(words)?;
    let (vault, start) = Vault::open(local, journal.clone()).await.map_err(words)?;
    if start.journal_lost {
        return Err("the journal is lost".to_owned());
    }
    let (desk, secret) = match vault.head() {
        Some(_) => sit_down(vault, &journal).await?,
        None => begin(vault, &journal).await?,
    };
    report(&desk, &start).await?;
    Ok((desk, secret))
}

async fn begin(vault: RealVault, journal: &JournalMedium) -> Result<(RealDesk, OfficeSecret), String> {
    tell::phase("set-up").await?;
    let made = DeviceKey::generate(random::seed()).await;
    journal.put_key(KEY_NAME, &made.stored).await.map_err(words)?;
    let kit = passphrase::generate_kit(&mut Entropy::new(random::seed()));
    let new = NewKiosk {
        office: NewOffice {
            name: "Sample Office",
            administrator: ADMINISTRATOR,
            passphrase: PASSPHRASE,
            kit: &kit,
            stretch: STRETCH,
            practice: false,
        },
        kiosk_name: "Front desk",
        key: made.public,
        key_home: made.home,
        settings: &Settings::default(),
        app: office::app(),
        supersedes: &[],
    };
    let set_up = set_up(vault, made.key, &new, &office::moment(), random::seed()).await;
    let (desk, secret, _) = set_up.map_err(words)?;
    Ok((desk, secret))
}

async fn sit_down(vault: RealVault, journal: &JournalMedium) -> Result<(RealDesk, OfficeSecret), String> {
    let key = journal.get_key(KEY_NAME).await.map_err(words)?.and_then(DeviceKey::restore);
    let left = SetUp::read(&vault).await.map_err(words)?.ok_or("what set-up left is gone")?;
    let file = KeyFile::parse(&left.key_file).map_err(words)?;
    let secret = file.unlock(ADMINISTRATOR, PASSPHRASE).map_err(words)?;
    let key = key.ok_or("the kiosk's key is gone")?;
    let desk = Desk::new(vault, key, left.certificates, file.card, office::app());
    Ok((desk.ok_or("the certificate does not belong to this office")?, secret))
}

/// Every record that is there, and what start-up had to do; that it mended something goes into the log.
async fn report(desk: &RealDesk, start: &StartUp) -> Result<(), String> {
    let (mut entries, mut holes) = (vec![], vec![]);
    for item in desk.vault().entries().await.map_err(words)? {
        match item {
            Item::Good(entry) => entries.push(entry.write()),
            hole => holes.push(format!("{hole:?}")),
        }
    }
    let purged = desk.vault().purged().ok_or("there is no chain")?;
    let restored = start.repairs.iter().filter(|repair| matches!(repair, Repair::Restored { .. })).count() as u32;
    let other = start.repairs.iter().filter(|repair| !matches!(repair, Repair::Restored { .. }));
    tell::tell(json!({
        "what": "started",
        "card": desk.card,
        "purged": [purged.seq, purged.hash],
        "entries": entries,
        "holes": holes,
        "restored": restored,
        "repairs": other.map(|repair| format!("{repair:?}")).collect::<Vec<_>>(),
        "is_ready": start.takes_signers(),
    }))
    .await?;
    if restored > 0 {
        let activity = Activity { by: BY_KIOSK.to_owned(), about: vec![], act: Act::Repaired { count: restored } };
        let kept = desk.keep(Body::Activity(Box::new(activity)), &office::moment()).await.map_err(words)?;
        tell::recorded("", &kept).await?;
    }
    Ok(())
}

/// An error in its own words.
pub fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
