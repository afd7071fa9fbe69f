//! Practice: the whole product in memory, with a sample office, twelve sample records and an unlocked administrator. Its keys are thrown away.

use super::administer::Session;
use super::start::office_of;
use super::{Door, KioskDesk, Shell};
use crate::browser::device_key::DeviceKey;
use crate::browser::{back, clock, random};
use inkseal_domain::certificate::KeyHome;
use inkseal_domain::desk::Moment;
use inkseal_domain::entropy::Entropy;
use inkseal_domain::key_file::{KeyFile, NewOffice};
use inkseal_domain::keys::MemoryKey;
use inkseal_domain::passphrase::{self, Stretch};
use inkseal_domain::record::Body;
use inkseal_domain::samples;
use inkseal_domain::setup::{NewKiosk, Settings, set_up};
use inkseal_domain::store::{Either, MemoryMedium, Vault};
use leptos::prelude::*;
use std::rc::Rc;

impl Shell {
    /// Opens practice, at the administrator's overview of the sample office.
    pub fn practise(self) {
        back::hold();
        leptos::task::spawn_local(async move {
            self.door.set(Door::Starting);
            clock::painted().await;
            match self.sample_office().await {
                Ok(()) => self.door.set(Door::Kiosk),
                Err(words) => self.door.set(Door::Unavailable(super::Why::Failed(words))),
            }
        });
    }

    /// Ends practice: everything of it is forgotten by loading the page again.
    pub fn end_practice(self) {
        crate::browser::page::reload();
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
        };
        let new = NewKiosk {
            office: NewOffice {
                name: "PRACTICE",
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
        let file = KeyFile::parse(&keys).map_err(|error| error.to_string())?;
        self.office.set(office_of(&desk, &file, settings.clone()));
        self.key_file.set_value(keys);
        self.practice.set(true);
        let session = Session::open(&desk, new.office.administrator, secret).await?;
        self.desk.set_value(Some(Rc::new(desk)));
        self.session.set(Some(Rc::new(session)));
        Ok(())
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
