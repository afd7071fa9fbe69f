//! The documents: those that the page carries, and what administrators brought and decided.

use super::{KioskDesk, Shell, Why};
use crate::browser::documents::fetch;
use inkseal_domain::activity::Act;
use inkseal_domain::document::Index;
use inkseal_domain::library::{Bound, Carried, Library, Offered, SLOT_DOCUMENTS, Shelf};
use leptos::prelude::*;
use std::rc::Rc;

impl Shell {
    /// Reads what the page carries.
    pub(super) async fn load_library(self) -> Result<(), Why> {
        let carried = carried().await.ok_or(Why::Documents)?;
        let library = Library::of(carried, Shelf::default()).map_err(|_| Why::Documents)?;
        self.library.set_value(Some(Rc::new(library)));
        Ok(())
    }

    /// Takes into account what administrators brought and decided; after a lost journal, what was set aside of it. Looked at before
    /// each visit, so that nobody signs an older text because this cannot be read or another page changed it.
    pub(super) async fn take_shelf(self, desk: &KioskDesk) -> Result<(), Why> {
        let vault = desk.vault();
        let kept = vault.slot(SLOT_DOCUMENTS).await?.map(|slot| slot.value);
        let kept = kept.or_else(|| vault.slot_before(SLOT_DOCUMENTS).next().map(str::to_owned));
        let library = self.library().ok_or(Why::Documents)?;
        let Some(text) = kept.filter(|text| *text != library.shelf().write()) else { return Ok(()) };
        let shelf = Shelf::parse(&text).map_err(|_| Why::Documents)?;
        let library = library.with(shelf).map_err(|_| Why::Documents)?;
        self.library.set_value(Some(Rc::new(library)));
        Ok(())
    }

    /// Puts documents into force, each with whether people must sign again.
    pub async fn activate(self, chosen: &[(Offered, bool)]) -> Result<(), String> {
        let before = self.library().ok_or("there are no documents")?;
        let mut library = (*before).clone();
        for (offered, sign_again) in chosen {
            library = library.activate(offered, *sign_again).map_err(|error| error.to_string())?;
        }
        let acts: Vec<Act> = chosen.iter().map(|(offered, _)| offered.act(&library)).collect();
        self.put_library(library).await?;
        for act in acts {
            self.act(act, vec![]).await?;
        }
        Ok(())
    }

    /// Takes a document out of force.
    pub async fn withdraw(self, slug: &str) -> Result<(), String> {
        let before = self.library().ok_or("there are no documents")?;
        let version = before.in_force(slug).ok_or("it is not in force")?.version.clone();
        self.put_library(before.withdraw(slug).map_err(|error| error.to_string())?).await?;
        self.act(Act::DocumentWithdrawn { slug: slug.to_owned(), version }, vec![]).await
    }

    async fn put_library(self, library: Library) -> Result<(), String> {
        let (desk, _) = self.at_work()?;
        let text = library.shelf().write();
        desk.vault().put_slot(SLOT_DOCUMENTS, &text).await.map_err(|error| error.to_string())?;
        self.library.set_value(Some(Rc::new(library)));
        Ok(())
    }
}

/// The documents in force as the page says, which must all be there, and whatever there is of earlier versions.
async fn carried() -> Option<Carried> {
    let index = Index::parse(&fetch("documents/index.json").await?).ok()?;
    let mut carried = Carried::default();
    for path in index.paths() {
        carried.in_force.push(load(&path).await?);
    }
    for path in index.earlier_paths() {
        carried.earlier.extend(load(&path).await);
    }
    Some(carried)
}

async fn load(path: &str) -> Option<Bound> {
    Bound::read(fetch(&format!("documents/{path}")).await?)
}
