//! The project's own commands as a library, so that the journeys can serve a built folder in their own process.

pub mod axe;
pub mod browsers;
pub mod deny;
pub mod dist;
pub mod jose;
pub mod machine;
pub mod page;
pub mod reliability;
pub mod server;
pub mod step;
pub mod tools;
pub mod verify_page;
pub mod worker;
