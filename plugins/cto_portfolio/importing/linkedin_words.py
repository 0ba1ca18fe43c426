"""What files and columns of LinkedIn's export are called: by year, and in several languages."""

from collections.abc import Mapping

_FILES = {
    "profile": "profile perfil profil profilo profiel",
    "positions": "positions position posiciones positionen postes cargos posizioni posities "
    "experience experiencia berufserfahrung",
    "recommendations": "recommendationsreceived recommendationreceived recomendacionesrecibidas "
    "empfehlungenerhalten erhalteneempfehlungen recommandationsrecues recommandationsreçues "
    "recomendacoesrecebidas recomendaçõesrecebidas raccomandazioniricevute ontvangenaanbevelingen",
    "recommendations given": "recommendationsgiven recomendacionesdadas abgegebeneempfehlungen "
    "recommandationsdonnees recommandationsdonnées",
    "projects": "projects proyectos projekte projets projetos progetti projecten",
    "publications": "publications publicaciones veroeffentlichungen veröffentlichungen "
    "publicacoes publicações pubblicazioni publicaties",
    "connections": "connections contactos kontakte relations conexoes conexões collegamenti",
    "messages": "messages mensajes nachrichten mensagens messaggi guidemessages "
    "learningcoachmessages",
    "invitations": "invitations invitaciones einladungen convites inviti",
    "contacts": "importedcontacts contacts",
    "others": "skills education certifications honors languages courses shares richmedia "
    "volunteering emailaddresses phonenumbers registration causesyoucareabout kenntnisse "
    "ausbildung sprachen",
    "endorsements": "endorsementreceivedinfo endorsementgiveninfo endorsementsreceived",
}
FILES: Mapping[str, str] = {name: sort for sort, names in _FILES.items() for name in names.split()}
"""What a file holds, by its name in small letters without signs."""
OF_OTHERS = frozenset(["connections", "messages", "invitations", "contacts", "endorsements"])
"""What is about other people, or was written to them."""
_COLUMNS = {
    "first name": "firstname vorname nombre prénom prenom nomeproprio voornaam",
    "last name": "lastname nachname apellido apellidos nom nomdefamille sobrenome cognome "
    "achternaam",
    "company": "company companyname unternehmen firma firmenname empresa nombredelaempresa "
    "entreprise "
    "nomdelentreprise société societe nomedaempresa azienda bedrijf organization organisation",
    "title": "title jobtitle position positionsbezeichnung titel jobbezeichnung cargo puesto "
    "título "
    "titulo titre poste intituléduposte titolo qualifica functie",
    "description": "description beschreibung descripción descripcion descrição descricao "
    "descrizione omschrijving",
    "location": "location ort standort ubicación ubicacion lieu localidade localização località "
    "locatie",
    "start": "startedon startdate beginn beginnam startdatum gestartetam begonnenam fechadeinicio "
    "iniciadoel inicio débutle datededébut datededebut iniciadoem datadeinício datadeinicio "
    "iniziatoil gestartop",
    "end": "finishedon enddate ende endedatum enddatum beendetam fechadefin finalizadoel fin "
    "terminéle datedefin terminadoem concluídoem datadetérmino terminatoil beëindigdop",
    "headline": "headline slogan profilslogan profiltitel titular títuloprofesional titreduprofil",
    "summary": "summary zusammenfassung info extracto resumen acercade résumé resume infos sobre "
    "resumo riepilogo samenvatting",
    "geo location": "geolocation geografischerstandort ubicacióngeográfica country land país",
    "websites": "websites webseiten sitiosweb siteweb sitesweb sites",
    "twitter": "twitterhandles",
    "url": "url link sharelink",
    "text": "text recommendationtext recommendation empfehlung empfehlungstext texto texte testo "
    "tekst body",
    "created": "creationdate createdon erstelltam erstellungsdatum fechadecreación fechadecreacion "
    "datedecréation datedecreation datadecriação datadecriacao datadicreazione",
    "status": "status recommendationstatus displaystatus estado statut état stato",
    "name": "name",
    "date": "publishedon date issuedon veröffentlichtam veroeffentlichtam fechadepublicación "
    "publiéle publicadoem",
}
COLUMNS: Mapping[str, str] = {
    name: ours for ours, names in _COLUMNS.items() for name in names.split()
}
"""What a column holds, by its name in small letters without signs."""
