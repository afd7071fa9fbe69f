//! Practice: the whole product in memory, with a sample office, twelve sample records and an unlocked administrator. Its keys are thrown away.

use super::administer::Session;
use super::roster::keep_roster;
use super::{Door, KioskDesk, Shell, Why};
use crate::browser::device_key::DeviceKey;
use crate::browser::{back, clock, random};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::desk::Moment;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::NewOffice;
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::record::Body;
use inkseal_domain::samples;
use inkseal_domain::settings::Settings;
use inkseal_domain::setup::{NewKiosk, set_up};
use inkseal_domain::store::{Either, MemoryMedium, Vault};
use leptos::prelude::*;

impl Shell {
    /// Opens practice, at the welcome screen of the sample office. Nothing, while a set-up or an unlock is under way.
    pub fn practise(self) {
        let Some(alone) = self.alone() else { return };
        back::hold();
        self.door.set(Door::Starting);
        let turn = self.turn();
        leptos::task::spawn_local(async move {
            let _alone = alone;
            clock::painted().await;
            let sample = self.sample_office().await;
            if self.still_at(&Door::Starting, turn) {
                self.door.set(sample.map_or_else(|words| Door::Unavailable(Why::Failed(words)), |()| Door::Kiosk));
            }
        });
    }

    /// Ends practice: everything of it is forgotten by loading the page again.
    pub fn end_practice(self) {
        crate::browser::page::reload();
    }

    /// Back to the administrator's work, with what people did meanwhile.
    pub fn go_on_administering(self) {
        leptos::task::spawn_local(async move {
            // Where it cannot be read the work goes on with what was read before, and says so at the next act.
            let _ = self.refresh().await;
            if self.door.get_untracked() == Door::Kiosk {
                self.door.set(Door::Admin);
            }
        });
    }

    async fn sample_office(self) -> Result<(), String> {
        // Practice never has the real keys (and never needs them): they are dropped first.
        self.desk.set_value(None);
        self.session.set(None);
        let media = (Either::Right(MemoryMedium::default()), Either::Right(MemoryMedium::default()));
        let (vault, _) = Vault::open(media.0, media.1).await.map_err(|error| error.to_string())?;
        let signer = MemoryKey::from_seed(random::seed());
        let kit = passphrase::generate_kit(&mut Entropy::new(random::seed()));
        let text = self.text();
        let settings = Settings {
            contact: text.practice.contact.to_owned(),
            support: vec![text.practice.support.to_owned()],
            kit_proved: true,
            ..Settings::default()
        };
        let new = NewKiosk {
            office: NewOffice {
                name: text.practice.office,
                administrator: text.practice.administrator,
                passphrase: text.practice.passphrase,
                kit: &kit,
                stretch: Stretch { memory_kib: 1024, passes: 1 },
                practice: true,
            },
            kiosk_name: text.practice.kiosk,
            key: signer.public(),
            key_home: KeyHome::Software,
            settings: &settings,
            app: super::program(),
            supersedes: &[],
        };
        let set_up = set_up(vault, DeviceKey::Memory(signer), &new, &self.days_ago(9), random::seed()).await;
        let (desk, secret, keys) = set_up.map_err(|error| error.to_string())?;
        self.sample_records(&desk).await?;
        keep_roster(&desk, &samples::roster()).await?;
        let session = Session::open(&desk, new.office.administrator, secret).await?;
        self.take_into_use(desk, session, keys, settings.clone())
    }

    async fn sample_records(self, desk: &KioskDesk) -> Result<(), String> {
        let library = self.library().ok_or("there are no documents")?;
        for (i, visit) in samples::visits(&library.plan).into_iter().enumerate() {
            let moment = self.days_ago(9 - i as i64 * 9 / 12);
            desk.keep(Body::Visit(Box::new(visit)), &moment).await.map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    fn days_ago(self, days: i64) -> Moment {
        let now = self.moment();
        let at = inkseal_domain::instant::Instant::from_unix_ms((now.at.unix_seconds() - days * 86_400) * 1000);
        Moment { at, ..now }
    }
}
