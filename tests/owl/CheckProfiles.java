import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.profiles.Profiles;

/** Prints each violation of OWL 2 DL, EL, QL and RL by the ontology in a file, then how many profiles were checked. */
class CheckProfiles {
  public static void main(String[] arguments) throws Exception {
    File file = new File(arguments[0]);
    OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(file);
    Profiles[] profiles = {Profiles.OWL2_DL, Profiles.OWL2_EL, Profiles.OWL2_QL, Profiles.OWL2_RL};
    for (Profiles profile : profiles) {
      for (OWLProfileViolation each : profile.checkOntology(ontology).getViolations()) {
        System.out.println(profile + ": " + each.toString().replace("\n", " "));
      }
    }
    System.out.println(profiles.length + " profiles");
  }
}
